/**
 * The command line: one class a command, on the public API, and on what is known of drivers whose URLs make files. It is in a
 * jar of its own, with picocli in it, and not in the library's.
 *
 * <p>Not API: it may change in any release. What stays are the commands, their options and exit codes, and the JSON.
 */
package org.cascadejdbc.cli;
