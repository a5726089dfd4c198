package org.cascadejdbc.run;

/**
 * What to do with a database that is not known to work.
 *
 * @param engine the name of the engine that it is to be taken for, or {@code null} to recognise it
 * @param passes whether every statement passes as it is there; else it is refused
 */
public record Support(String engine, boolean passes) {
    public static final Support KNOWN_ONLY = new Support(null, false);
}
