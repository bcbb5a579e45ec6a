#ifndef PROCESS_START_H
#define PROCESS_START_H

/* The number of words of the command line, the program's name included; 0 if the C library does not provide it. */
int process_start_count(void);

/* The words, which live as long as the process. */
char **process_start_words(void);

#endif
