package org.cascadejdbc.engine.h2;

import java.util.Set;
import org.cascadejdbc.engine.freezing.KeyRules;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.ReferentialAction;

/**
 * H2 compares keys by {@code =}, and looks at those of a DELETE when all its rows are gone. But what its WHERE names, its own
 * table to begin with, it sees as it was before: so a row that goes still counts as one that references another one (2.4.240,
 * measured: DELETE FROM t deletes a tree, DELETE FROM t WHERE id > 0 is error 23503; {@code Transaction.markStatementStart}).
 */
final class H2Keys implements KeyRules {
    @Override
    public boolean checkedRowByRow(ForeignKey key, Set<String> changed) {
        return key.declared() == ReferentialAction.NO_ACTION || key.declared() == ReferentialAction.RESTRICT;
    }

    @Override
    public boolean rowMayGoThatReferencesItself(ForeignKey key) {
        return true;
    }
}
