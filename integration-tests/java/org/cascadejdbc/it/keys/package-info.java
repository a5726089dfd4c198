/**
 * Keys that are odd, off, or act beside triggers and defaults: as natively, and nobody loses what they did not ask to
 * lose.
 */
package org.cascadejdbc.it.keys;
