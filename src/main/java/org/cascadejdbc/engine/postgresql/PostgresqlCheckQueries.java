package org.cascadejdbc.engine.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cascadejdbc.engine.CheckQueries;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/** The check's questions to PostgreSQL. */
final class PostgresqlCheckQueries extends CheckQueries {
    private final int version;

    /** @param version the server's major version */
    PostgresqlCheckQueries(int version) {
        super(Quotes.DOUBLE);
        this.version = version;
    }

    @Override
    public String howOrphansCome() {
        return "they were written while the key's triggers were disabled, in a session with session_replication_role ="
                + " replica, or before a key that is NOT VALID";
    }

    /** A policy that holds for this user hides rows: of either table, so that none, or any, could seem an orphan. */
    @Override
    public Optional<String> hidden(Connection connection, Table table) throws SQLException {
        Optional<String> stranger = super.hidden(connection, table);
        return stranger.isPresent() ? stranger : table.id() != 0 && "t".equals(Engine.singleString(
                        connection, "SELECT pg_catalog.row_security_active(" + PostgresqlText.oid(table.id()) + ")"))
                ? Optional.of("row-level security may hide rows of " + table + " from this user; check as its owner, or"
                        + " as a role with BYPASSRLS")
                : Optional.empty();
    }

    @Override
    public String references(KeyGraph graph, ForeignKey key, String q, String r) {
        return isComparable(graph, key) ? PostgresqlConditions.joined(graph, key, q, r) : "false";
    }

    private static boolean isComparable(KeyGraph graph, ForeignKey key) {
        try {
            PostgresqlConditions.joined(graph, key, "q", "r");
            return true;
        } catch (PlanRefusedException e) {
            return false;
        }
    }

    /** @throws PlanRefusedException if nothing compares the columns of the key */
    @Override
    protected String orphans(KeyGraph graph, ForeignKey key) {
        return " FROM " + rows(graph.table(key.referencing()), "r") + " WHERE " + present(key, "r")
                + " AND NOT EXISTS (SELECT 1 FROM " + rows(graph.table(key.referenced()), "q") + " WHERE "
                + PostgresqlConditions.joined(graph, key, "q", "r") + ")";
    }

    @Override
    public String count(KeyGraph graph, ForeignKey key) {
        return "SELECT pg_catalog.count(*)" + orphans(graph, key);
    }

    @Override
    protected String evidence(String count, String groups) {
        return "SELECT (" + count + "), d.v, d.n FROM (SELECT pg_catalog.count(*) AS v,"
                + " COALESCE(pg_catalog.sum(g.n), 0::numeric) AS n FROM (SELECT pg_catalog.count(*) AS n" + groups
                + ") AS g) AS d";
    }

    @Override
    public String same(String one, String other) {
        return one + " " + PostgresqlText.EQUALS + " " + other;
    }

    @Override
    public String isAmong(List<String> columns, String query) {
        return "(" + String.join(", ", columns) + ") " + PostgresqlText.EQUALS + " ANY (" + query + ")";
    }

    /** A key is about its table's own rows, not about those of tables that inherit from it. */
    @Override
    public String rows(Table table, String alias) {
        return table.kind() == Table.Kind.VIEW
                ? super.rows(table, alias)
                : PostgresqlConditions.rowsOf(table, alias);
    }

    /** Its address, within one statement, whatever its columns are. */
    @Override
    public List<String> identity(Table table) {
        return List.of("tableoid", "ctid");
    }

    /** PostgreSQL lets nobody drop what a key references. */
    @Override
    public List<BrokenKey> broken(Connection connection, KeyGraph graph) {
        return List.of();
    }

    @Override
    public List<Flaw> flaws(Connection connection, KeyGraph graph) throws SQLException {
        record Id(TableName table, String name) {}
        Map<Id, List<String>> disabled = new LinkedHashMap<>();
        List<Flaw> flaws = new ArrayList<>();
        String sql = PostgresqlText.ofTheServer("SELECT n.nspname, c.relname, k.conname, k.convalidated, "
                + (version >= 18 ? "k.conenforced" : "true")
                + ", tn.nspname, tc.relname, t.tgname FROM pg_catalog.pg_constraint k"
                + " JOIN pg_catalog.pg_class c ON c.oid = k.conrelid"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " LEFT JOIN pg_catalog.pg_trigger t ON t.tgconstraint = k.oid AND (t.tgenabled = 'D' OR t.tgenabled = 'R')"
                + " LEFT JOIN pg_catalog.pg_class tc ON tc.oid = t.tgrelid"
                + " LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = tc.relnamespace"
                + " WHERE k.contype = 'f' AND k.conparentid = 0 ORDER BY k.oid, t.tgname");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                Id id = new Id(new TableName(row.getString(1), row.getString(2)), row.getString(3));
                if (row.getString(8) != null) {
                    disabled.computeIfAbsent(id, i -> new ArrayList<>())
                            .add("ALTER TABLE " + quotes.table(new TableName(row.getString(6), row.getString(7)))
                                    + " ENABLE TRIGGER " + quotes.id(row.getString(8)));
                }
                String alter = "ALTER TABLE " + quotes.table(id.table());
                if (!row.getBoolean(5)) {
                    flaws.add(new Flaw(id.table(), id.name(), "it is declared NOT ENFORCED",
                            List.of(alter + " ALTER CONSTRAINT " + quotes.id(id.name()) + " ENFORCED")));
                } else if (!row.getBoolean(4)) {
                    flaws.add(new Flaw(id.table(), id.name(), "it is NOT VALID: rows that are older than the key were"
                            + " never checked",
                            List.of(alter + " VALIDATE CONSTRAINT " + quotes.id(id.name()))));
                }
            }
        }
        disabled.forEach((id, enable) -> flaws.add(new Flaw(id.table(), id.name(),
                "triggers that carry it out are disabled (ALTER TABLE ... DISABLE TRIGGER ALL)", enable)));
        return flaws.stream().distinct().toList();
    }

    /**
     * A second line, in a transaction of its own: functions that a query calls, or its planner, write nothing then. Nobody is
     * kept from reading by it. Not by a setting of the session, which a pool of server connections may give to another one.
     */
    @Override
    public <T> T onlyLooking(Connection connection, Look<T> look) throws SQLException {
        boolean before = connection.isReadOnly();
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        try {
            return look.look();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setReadOnly(before);
        }
    }

    @Override
    public Flaw sessionFlaw() {
        return new Flaw(null, null, "session_replication_role is replica, so PostgreSQL carries out no key in such a"
                + " session", List.of("SET session_replication_role = origin"));
    }

    @Override
    protected String columnTypes() {
        return PostgresqlText.ofTheServer("SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type("
                + "CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END,"
                + " CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END)"
                + " FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_type t ON t.oid = a.atttypid"
                + " WHERE a.attnum > 0 AND NOT a.attisdropped AND (c.relkind = 'r' OR c.relkind = 'p' OR c.relkind = 'f')"
                + " AND n.nspname <> 'pg_catalog' AND n.nspname <> 'information_schema' AND n.nspname <> 'pg_toast'");
    }

    @Override
    protected String indexNames(TableName table) {
        return PostgresqlText.ofTheServer("SELECT c.relname FROM pg_catalog.pg_class c"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ")
                + PostgresqlText.literal(table.schema());
    }
}
