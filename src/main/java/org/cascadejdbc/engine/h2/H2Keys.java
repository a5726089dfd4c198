package org.cascadejdbc.engine.h2;

import java.util.Set;
import org.cascadejdbc.engine.freezing.KeyRules;
import org.cascadejdbc.schema.ForeignKey;

/** H2 compares keys by {@code =}, and looks at those of a DELETE when all its rows are gone (measured: 2.4.240). */
final class H2Keys implements KeyRules {
    @Override
    public boolean checkedRowByRow(ForeignKey key, Set<String> changed) {
        return false;
    }

    @Override
    public boolean rowMayGoThatReferencesItself(ForeignKey key) {
        return true;
    }
}
