package org.cascadejdbc.plan;

/** Who carries out referential actions. */
public enum Strategy {
    /** The database where it enforces the rule, we elsewhere. */
    AUTO,
    /** Always the database: a DELETE whose rules it does not enforce is refused. */
    NATIVE,
    /** Always we, so that every child delete is an explicit statement. */
    EMULATE
}
