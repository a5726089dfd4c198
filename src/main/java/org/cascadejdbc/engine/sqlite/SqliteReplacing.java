package org.cascadejdbc.engine.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.cascadejdbc.engine.CheckQueries;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.sql.ImplicitDeletion;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.StatementRecognizer;

/**
 * The tables and views on which an ordinary INSERT or UPDATE may replace rows: by a constraint with ON CONFLICT REPLACE, or
 * by a trigger. Names in lower case, of whatever schema.
 *
 * @param own by their own definition
 * @param byTriggers by a trigger, of which it is not known which tables it reaches
 */
record SqliteReplacing(Set<String> own, Set<String> byTriggers) {
    private record Trigger(String table, String sql) {}

    SqliteReplacing {
        own = Set.copyOf(own);
        byTriggers = Set.copyOf(byTriggers);
    }

    boolean isEmpty() {
        return own.isEmpty() && byTriggers.isEmpty();
    }

    static SqliteReplacing read(Connection connection) throws SQLException {
        Set<String> own = new HashSet<>();
        Set<String> byTriggers = new HashSet<>();
        List<Trigger> triggers = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            List<String> schemas = CheckQueries.strings(connection, "SELECT name FROM "
                    + SqliteText.pragma("database_list"));
            for (String schema : schemas) {
                try (ResultSet row = statement.executeQuery("SELECT type, tbl_name, sql FROM " + Quotes.DOUBLE.id(schema)
                        + ".sqlite_master WHERE type IN ('trigger', 'table')")) {
                    while (row.next()) {
                        String table = row.getString(2).toLowerCase(Locale.ROOT);
                        if (row.getString(1).equals("trigger")) {
                            triggers.add(new Trigger(table, row.getString(3)));
                        } else if (row.getString(3).toLowerCase(Locale.ROOT).contains("replace")
                                && ImplicitDeletion.isIn(row.getString(3), Lexis.SQLITE)) {
                            own.add(table);
                        }
                    }
                }
            }
        }
        StatementRecognizer recognizer = new StatementRecognizer(Lexis.SQLITE);
        for (boolean more = true; more; ) {
            more = false;
            for (Trigger trigger : triggers) {
                Set<String> names = recognizer.identifiers(trigger.sql());
                names.remove(trigger.table());
                if (!byTriggers.contains(trigger.table()) && (ImplicitDeletion.isIn(trigger.sql(), Lexis.SQLITE)
                        || !Collections.disjoint(names, own) || !Collections.disjoint(names, byTriggers))) {
                    more = byTriggers.add(trigger.table());
                }
            }
        }
        return new SqliteReplacing(own, byTriggers);
    }
}
