package org.cascadejdbc.engine.mysql;

import java.util.Arrays;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.sql.Alphabet;
import org.cascadejdbc.sql.DeleteStatement;

/** The letters of a connection's character set, in which the names of a cascade must be written. */
final class MysqlLetters {
    private MysqlLetters() {}

    /** Whether all names in that plan are the same to the server as to us. */
    static boolean suffice(PhysicalPlan physical, DeleteStatement delete, PlanGuard planGuard) {
        Alphabet alphabet = planGuard.sessionContext().lexis().alphabet();
        return physical.statements().stream()
                .allMatch(sql -> alphabet.carries(sql) && alphabet.means(names(sql, delete)));
    }

    /** A statement of ours without what the user's looks for, which is to the server what it is natively. */
    private static String names(String sql, DeleteStatement delete) {
        String names = sql;
        for (String users : Arrays.asList(
                delete.predicate(), delete.limitText(), delete.with() == null ? null : delete.with().queries())) {
            names = users == null || users.isEmpty() ? names : names.replace(users, "");
        }
        return names;
    }
}
