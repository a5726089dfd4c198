package org.cascadejdbc.plan;

import org.cascadejdbc.schema.ForeignKey;

/** Who carries out referential actions. */
public enum Strategy {
    /** The database where it enforces the rule, we elsewhere. */
    AUTO,
    /** Always the database: a DELETE whose rules it does not enforce is refused. */
    NATIVE,
    /** Always we, so that every child delete is an explicit statement. */
    EMULATE;

    /**
     * Whether that key is the database's to carry out. What only refuses is left to it under every option, as long as it does
     * so. A DELETE that reaches other keys may need us for this one, too: {@link Frontier}.
     */
    public boolean leavesToDatabase(ForeignKey key) {
        return key.isNative() && !(this == EMULATE && key.action().acts());
    }

    /**
     * Whether nobody is to carry that key out, because the session or its table's owner has switched it off: what an import or
     * a repair asks for. NATIVE refuses rather than to do nothing, and EMULATE means us, whatever is switched off.
     */
    public boolean letsRest(ForeignKey key) {
        return this == AUTO && key.resting();
    }
}
