/*
 * Leaves libgit2's network code out of a statically linked `lint`.
 *
 * The linker takes these definitions instead of the members of Debian's libgit2.a (libgit2-dev 1.5.1) that need TLS,
 * OpenSSL, Kerberos or SSH, so it does not link those members. Otherwise they cost 8 ms at every start (measured:
 * git_libgit2_init() alone parses 140 certificates, 4.3 ms), and a linter opens no connection.
 *
 * In a shared libgit2 these symbols are hidden, nothing refers to the definitions here, and nothing changes. Each of
 * them is an entry point that returns "not available" and that no read of a local repository reaches.
 */

#define UNAVAILABLE (-1)

char git_http__expect_continue = 0;

int git_mbedtls_stream_global_init(void) { return 0; }
int git_transport_ssh_global_init(void) { return 0; }

int git_mbedtls__set_cert_location(void) { return UNAVAILABLE; }
int git_mbedtls_stream_new(void) { return UNAVAILABLE; }
int git_mbedtls_stream_wrap(void) { return UNAVAILABLE; }
int git_smart_subtransport_http(void) { return UNAVAILABLE; }
int git_smart_subtransport_ssh(void) { return UNAVAILABLE; }
