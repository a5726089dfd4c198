package org.cascadejdbc.engine.hsqldb;

import java.util.Set;
import org.cascadejdbc.engine.freezing.KeyRules;
import org.cascadejdbc.schema.ForeignKey;

/** HSQLDB compares keys by {@code =}, and looks at those of a DELETE with all its rows known. */
final class HsqldbKeys implements KeyRules {
    @Override
    public boolean checkedRowByRow(ForeignKey key, Set<String> changed) {
        return false;
    }

    @Override
    public boolean rowMayGoThatReferencesItself(ForeignKey key) {
        return true;
    }
}
