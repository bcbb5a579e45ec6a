/*
 * Leaves libgit2's network code out of a statically linked `lint`.
 *
 * What walks in: the linker, with libgit2.a of Debian's libgit2-dev (1.5.1). What walks out: an executable that never loads the TLS
 * roots, OpenSSL, Kerberos or SSH, because the members of the archive that need them are not pulled in. A linter that opens no
 * connection pays 8 ms for them otherwise at every start (measured: git_libgit2_init() alone parses 140 certificates, 4.3 ms).
 *
 * With a shared libgit2 these symbols are its own hidden ones, nothing refers to the definitions here, and nothing changes.
 * Each of them stands for an entry point that answers "not available" and that no read of a local repository reaches.
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
