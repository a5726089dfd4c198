package org.cascadejdbc.it.support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.cascadejdbc.DeleteRule;

/**
 * Tables, keys, rows and DELETEs, written once in the SQL that the databases have in common: {@code {order}} is a
 * quoted name, {@code @other.t} a table in a second schema. The twin of a scenario is the same schema with native keys.
 */
public final class Scenario {
    /** A table: its CREATE TABLE's body without foreign keys, what follows the body, its rows as VALUES. */
    public record Table(String name, String body, Map<Database, String> suffixes, String values) {}

    private final String name;
    private final List<Table> tables = new ArrayList<>();
    private final List<Key> keys = new ArrayList<>();
    private final List<Delete> deletes = new ArrayList<>();
    private final Map<Database, Set<Mode>> modes = new EnumMap<>(Database.class);
    private final Map<Database, Database> oracles = new EnumMap<>(Database.class);
    private boolean transactional = true;

    private Scenario(String name) {
        this.name = name;
        for (Database database : Database.values()) {
            modes.put(database, EnumSet.of(Mode.VIRTUAL, Mode.OVERRIDDEN, Mode.EMULATE, Mode.AUTO));
            oracles.put(database, database.twin());
        }
        modes.get(Database.SQLITE).add(Mode.KEEP);
    }

    public static Scenario named(String name) {
        return new Scenario(name);
    }

    /**
     * One more table.
     *
     * @param values what follows VALUES, empty for no rows
     */
    public Scenario table(String table, String body, String values) {
        tables.add(new Table(table, body, new EnumMap<>(Database.class), values));
        return this;
    }

    /** What follows the last table's body on that database. */
    public Scenario suffix(Database database, String suffix) {
        tables.get(tables.size() - 1).suffixes().put(database, suffix);
        return this;
    }

    /** A key in the form {@code child(columns)}, rule, {@code parent(columns)}. */
    public Scenario key(String child, DeleteRule rule, String parent) {
        keys.add(new Key("k" + keys.size(), Key.Reference.of(child), rule, Key.Reference.of(parent)));
        return this;
    }

    public Scenario delete(String sql, Object... parameters) {
        deletes.add(Delete.of(sql, parameters));
        return this;
    }

    /** A DELETE whose predicate matches rows that are also reached by the cascade of others that it matches. */
    public Scenario deleteOverlapping(long matches, String sql, Object... parameters) {
        Delete delete = Delete.of(sql, parameters);
        deletes.add(new Delete(delete.sql(), delete.parameters(), OptionalLong.of(matches)));
        return this;
    }

    /** Only these databases know what this is about; what MySQL knows, MariaDB does, too. */
    public Scenario only(Database... databases) {
        Set<Database> kept = EnumSet.noneOf(Database.class);
        Collections.addAll(kept, databases);
        if (kept.contains(Database.MYSQL)) {
            kept.add(Database.MARIADB);
        }
        modes.keySet().retainAll(kept);
        return this;
    }

    /** Leaves a mode out where the database itself cannot have such a schema, or such rows in it. */
    public Scenario without(Database database, Mode... impossible) {
        Set<Mode> kept = modes.get(database);
        if (kept != null) {
            List.of(impossible).forEach(kept::remove);
        }
        return this;
    }

    /** {@link #without(Database, Mode...)} on MySQL's servers, and on MariaDB. */
    public Scenario withoutMySql(Mode... impossible) {
        return without(Database.MYSQL, impossible).without(Database.MYSQL_OFF, impossible)
                .without(Database.MARIADB, impossible);
    }

    /** MySQL cannot have this natively, or does it otherwise than the laws say: PostgreSQL's twin speaks for it. */
    public Scenario mySqlFollowsPostgreSql() {
        oracles.put(Database.MYSQL, Database.POSTGRESQL);
        oracles.put(Database.MYSQL_OFF, Database.POSTGRESQL);
        oracles.put(Database.MARIADB, Database.POSTGRESQL);
        return this;
    }

    /** The same of H2: {@code what} it does otherwise has a test of its own. */
    public Scenario h2FollowsPostgreSql(Mode... impossible) {
        for (Database h2 : List.of(Database.H2, Database.H2_POSTGRESQL, Database.H2_MYSQL, Database.HSQLDB)) {
            oracles.put(h2, Database.POSTGRESQL);
            without(h2, impossible);
        }
        return this;
    }

    /** One database does what the laws say; the others' twins do not, or cannot exist. */
    public Scenario allFollow(Database database) {
        oracles.replaceAll((any, twin) -> database);
        return this;
    }

    /** Some table has no transactions: nothing can be rolled back. */
    public Scenario withoutTransactions() {
        transactional = false;
        return this;
    }

    public List<Table> tables() {
        return tables;
    }

    public List<Key> keys() {
        return keys;
    }

    public List<Delete> deletes() {
        return deletes;
    }

    public Set<Mode> modes(Database database) {
        Set<Mode> possible = EnumSet.noneOf(Mode.class);
        possible.addAll(modes.getOrDefault(database, Set.of()));
        possible.removeIf(mode -> Servers.refuseCascadingKeys() && !(transactional && mode.needsNoCascadingKey()));
        return possible;
    }

    public Database oracle(Database database) {
        return oracles.get(database);
    }

    public boolean isTransactional() {
        return transactional;
    }

    /** Whether the builder's plain strings can name all that the keys name. */
    public boolean hasPlainNames() {
        return keys.stream().allMatch(Key::isPlain);
    }

    @Override
    public String toString() {
        return name;
    }
}
