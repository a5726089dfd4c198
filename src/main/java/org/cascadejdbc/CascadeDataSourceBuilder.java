package org.cascadejdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.cascadejdbc.sql.ForeignKeyDeclaration;

/** Configures a {@link CascadeDataSource} around another DataSource; what is wrong is told at once. */
public final class CascadeDataSourceBuilder {
    private final DataSource dataSource;
    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<ForeignKeyDeclaration> relations = new ArrayList<>();
    private final List<CascadeListener> listeners = new ArrayList<>();
    private ForeignKeyBuilder open;

    CascadeDataSourceBuilder(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Where SQL DDL declares or overrides foreign keys: paths, {@code file:} or {@code classpath:} locations. */
    public CascadeDataSourceBuilder relations(String... locations) {
        return set(Option.RELATIONS, String.join(",", locations));
    }

    /** Who carries out referential actions: {@code auto}, {@code native} or {@code emulate}. */
    public CascadeDataSourceBuilder strategy(String strategy) {
        return set(Option.STRATEGY, strategy);
    }

    /** What a declared NO ACTION or RESTRICT means: {@code keep}, {@code cascade} or {@code setNull}. */
    public CascadeDataSourceBuilder noAction(String noAction) {
        return set(Option.NO_ACTION, noAction);
    }

    /** Whether SQLite's pragma is switched {@code on}, or left as it is: {@code keep}. */
    public CascadeDataSourceBuilder sqliteForeignKeys(String sqliteForeignKeys) {
        return set(Option.SQLITE_FOREIGN_KEYS, sqliteForeignKeys);
    }

    /** The most rows that a DELETE may touch, all tables together; 0 for no cap. */
    public CascadeDataSourceBuilder maxRows(long maxRows) {
        return set(Option.MAX_ROWS, String.valueOf(maxRows));
    }

    /** The most rows of that table that a DELETE may touch; in its name a star is for any characters. */
    public CascadeDataSourceBuilder maxRows(String table, long maxRows) {
        String limit = table + ":" + maxRows;
        options.merge(Option.MAX_ROWS_PER_TABLE.key(), Option.MAX_ROWS_PER_TABLE.checked(limit), (a, b) -> a + "," + b);
        return this;
    }

    /** The tables whose rows no cascade may touch; in a name a star is for any characters. */
    public CascadeDataSourceBuilder protect(String... tables) {
        return set(Option.PROTECT, String.join(",", tables));
    }

    /** What happens to a DELETE that is not understood: {@code refuse} or {@code pass}. */
    public CascadeDataSourceBuilder unrecognized(String unrecognized) {
        return set(Option.UNRECOGNIZED, unrecognized);
    }

    /** Whether anything cascades; if not, connections are the wrapped DataSource's own. */
    public CascadeDataSourceBuilder enabled(boolean enabled) {
        return set(Option.ENABLED, String.valueOf(enabled));
    }

    /** What happens on a database that is not known to work: {@code refuse} or {@code pass}. */
    public CascadeDataSourceBuilder unsupported(String unsupported) {
        return set(Option.UNSUPPORTED, unsupported);
    }

    /**
     * PostgreSQL's roles whose tables may be touched with the rights of the connection's user, as if they were that user's own:
     * their triggers, constraints and functions run with these rights. The user itself, superusers and members of the user
     * need not be named.
     */
    public CascadeDataSourceBuilder trustedOwners(String... roles) {
        return set(Option.TRUSTED_OWNERS, String.join(",", roles));
    }

    /** Who is told of each cascade; several may be given, and are told in this order. */
    public CascadeDataSourceBuilder listener(CascadeListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /** An option by its key, such as {@code cascade.maxRows}. */
    public CascadeDataSourceBuilder property(String key, String value) {
        return set(Option.of(key), value);
    }

    /**
     * Declares a foreign key, or overrides the rule of one that the database declares; to be completed with
     * {@code references} and {@code onDelete}.
     */
    public ForeignKeyBuilder foreignKey(String table, String... columns) {
        checkComplete();
        open = new ForeignKeyBuilder(this, table, columns);
        return open;
    }

    CascadeDataSourceBuilder declared(ForeignKeyDeclaration relation) {
        open = null;
        relations.add(relation);
        return this;
    }

    List<ForeignKeyDeclaration> declared() {
        return List.copyOf(relations);
    }

    /**
     * The DataSource, with the relations files read.
     *
     * @throws IllegalArgumentException if one cannot be read
     */
    public CascadeDataSource build() {
        checkComplete();
        return new CascadeDataSource(dataSource, new GivenOptions(options, Map.of()), relations, listeners);
    }

    private CascadeDataSourceBuilder set(Option option, String value) {
        options.put(option.key(), option.checked(value));
        return this;
    }

    private void checkComplete() {
        if (open != null) {
            throw new IllegalStateException("The " + open + " lacks its references(...).onDelete(...)");
        }
    }
}
