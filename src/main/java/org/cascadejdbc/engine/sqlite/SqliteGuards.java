package org.cascadejdbc.engine.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.engine.SessionGuards;
import org.cascadejdbc.engine.SessionStatements;
import org.cascadejdbc.physical.Guard;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.ImplicitDeletion;
import org.cascadejdbc.sql.Lexis;

/**
 * Keeps statements that are no DELETE from letting keys act which SQLite enforces only because we switched its pragma on.
 * DROP TABLE and REPLACE delete rows, and with them what references these: on the plain driver they do not, and nobody has
 * asked us for that.
 *
 * <p><b>How.</b> What a key does to a referencing row fires that table's triggers, also where the statement's own deletions
 * fire none. So a temporary trigger on each referencing table fails the statement at the first such row; SQLite undoes it
 * as it undoes any that fails. A statement that reaches no such row never notices: its count, its RETURNING, its place in
 * a batch or a transaction are the driver's. The triggers exist while it runs.
 *
 * <p>Rows of its own table that a statement changes by itself must not be taken for those: of these only such count whose
 * referenced row is not there any more, as the key's action comes after the row is deleted and before another takes its place.
 */
final class SqliteGuards {
    static final String NAME = "cascade_jdbc_guard_";
    private static final String MARK = "(cascade-jdbc: ";
    private static final String WAY_OUT = " SQLite enforces this key only because cascade-jdbc has switched foreign_keys on,"
            + " and nobody asked for that by this statement. ";
    private static final String FOR_MIGRATIONS = "where the rows are to stay, execute PRAGMA foreign_keys = OFF before"
            + " the transaction begins, or use cascade.sqliteForeignKeys=keep for migrations";
    private static final Quotes Q = Quotes.DOUBLE;

    private final SqlitePragma pragma = new SqlitePragma();
    private SqliteReplacing replacing;

    static SqliteGuards of(SessionStatements session) {
        return session.own(SqliteGuards.class, SqliteGuards::new);
    }

    SqlitePragma pragma() {
        return pragma;
    }

    /** The schema may have changed. */
    void forget() {
        replacing = null;
    }

    /** Whether an ordinary INSERT or UPDATE may replace rows; if it cannot be found out, the statement's own look will tell. */
    boolean mayReplace(SessionStatements session) {
        try {
            return pragma.lent() && !replacing(session).isEmpty();
        } catch (SQLException e) {
            return true;
        }
    }

    private SqliteReplacing replacing(SessionStatements session) throws SQLException {
        if (replacing == null) {
            replacing = SqliteReplacing.read(session.connection());
        }
        return replacing;
    }

    /** What is to be put around that text; empty where it takes no rows by which others go. */
    Optional<Guard> guard(SessionStatements session, String sql, SessionGuards.Keys keys) throws SQLException {
        if (!pragma.lent()) {
            return Optional.empty();
        }
        ImplicitDeletion deletion = ImplicitDeletion.of(sql, Lexis.SQLITE);
        boolean byDefinition = !replacing(session).isEmpty() && !deletion.mentioned().isEmpty();
        if (!deletion.any() && !byDefinition) {
            return Optional.empty();
        }
        String written = Stream.of(deletion.dropped(), deletion.replacing())
                .flatMap(Set::stream)
                .findFirst()
                .map(Q::id)
                .orElse(null);
        return guard(deletion, keys.before(written), replacing(session));
    }

    private static Optional<Guard> guard(ImplicitDeletion deletion, KeyGraph graph, SqliteReplacing here) {
        Set<String> losing = new HashSet<>(deletion.replacing());
        deletion.mentioned().stream().filter(here.own()::contains).forEach(losing::add);
        boolean any = deletion.unclear()
                || !Collections.disjoint(deletion.mentioned(), here.byTriggers())
                || graph.tables().stream().anyMatch(table -> deletion.replacing().contains(lower(table))
                        && (table.triggers() || table.kind() == Table.Kind.VIEW));
        List<ForeignKey> keys = graph.keys().stream()
                .filter(key -> !key.virtual())
                .filter(key -> {
                    String referenced = lower(graph.table(key.referenced()));
                    boolean dropped = deletion.dropped().contains(referenced) && !key.selfReference();
                    return any || dropped || losing.contains(referenced);
                })
                .toList();
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        List<String> arm = new ArrayList<>();
        List<String> disarm = new ArrayList<>();
        for (ForeignKey key : keys) {
            if (key.declared().acts()) {
                String name = "temp." + Q.id(NAME + arm.size());
                boolean own = deletion.mentioned().contains(lower(graph.table(key.referencing())));
                arm.add("CREATE TRIGGER " + name + trigger(key, own));
                disarm.add("DROP TRIGGER IF EXISTS " + name);
            }
        }
        boolean drops = keys.stream().anyMatch(key -> deletion.dropped().contains(lower(graph.table(key.referenced()))));
        return Optional.of(new Guard(arm, disarm, drops, deletion.several(), deletion.rollsBack()));
    }

    private static String lower(Table table) {
        return table.name().name().toLowerCase(Locale.ROOT);
    }

    private static String trigger(ForeignKey key, boolean own) {
        boolean cascade = key.declared() == ReferentialAction.CASCADE;
        List<String> conditions = new ArrayList<>();
        if (!cascade) {
            conditions.add(key.columns().stream()
                    .map(column -> "OLD." + Q.id(column) + " IS NOT NEW." + Q.id(column))
                    .collect(Collectors.joining(" OR ", "(", ")")));
        }
        key.columns().forEach(column -> conditions.add("OLD." + Q.id(column) + " IS NOT NULL"));
        if (own) {
            conditions.add(Stream.iterate(0, i -> i + 1)
                    .limit(key.columns().size())
                    .map(i -> "referenced." + Q.id(key.referencedColumns().get(i)) + " = OLD." + Q.id(key.columns().get(i)))
                    .collect(Collectors.joining(" AND ", "NOT EXISTS (SELECT 1 FROM " + Q.table(key.referenced())
                            + " AS referenced WHERE ", ")")));
        }
        String event = cascade ? " BEFORE DELETE ON " : " BEFORE UPDATE OF " + Q.ids(key.columns()) + " ON ";
        return event + Q.table(key.referencing()) + " WHEN " + String.join(" AND ", conditions)
                + " BEGIN SELECT RAISE(ABORT, " + Quotes.literal(MARK + "rows of " + key.referencing() + " would be "
                        + (cascade ? "deleted" : "changed") + " by the key " + key + ", so nothing was done." + WAY_OUT
                        + "Write INSERT ... ON CONFLICT DO UPDATE instead of REPLACE; " + FOR_MIGRATIONS + ")") + "); END";
    }

    /** What an error says that comes of a guard; {@code null} of any other. */
    static String refusal(SQLException e, Guard guard) {
        String message = String.valueOf(e.getMessage());
        int mark = message.indexOf(MARK);
        if (mark >= 0) {
            return message.substring(mark + MARK.length(), message.lastIndexOf("))"));
        }
        return guard.drops() && message.contains("FOREIGN KEY constraint failed")
                ? "the DROP TABLE fails: rows reference the table's by a key that refuses that (FOREIGN KEY constraint failed)."
                        + WAY_OUT + "If they are to stay: " + FOR_MIGRATIONS.substring(FOR_MIGRATIONS.indexOf("execute"))
                : null;
    }
}
