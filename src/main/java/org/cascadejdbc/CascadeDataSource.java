package org.cascadejdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.cascadejdbc.jdbc.CascadeConnection;
import org.cascadejdbc.plan.Strategy;
import org.cascadejdbc.run.Inquiry;
import org.cascadejdbc.run.Parameters;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.sql.ForeignKeyDeclaration;
import org.cascadejdbc.text.Shown;

/**
 * A DataSource whose connections cascade: around another one ({@link #wrap}, {@link #builder}), or as a bean with a
 * URL, for frameworks and for HikariCP's {@code dataSourceClassName}.
 *
 * <p>The first connection seals it: setters then throw an {@link IllegalStateException}.
 */
public final class CascadeDataSource implements DataSource, AutoCloseable {
    private final AtomicReference<Configured> sealed = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Map<String, String> options = new LinkedHashMap<>();
    private DataSource dataSource;
    private String url;
    private String user;
    private String password;
    private PrintWriter logWriter;
    private int loginTimeout;

    /** To be configured by setters: {@link #setUrl} or {@link #setDataSource} at least. */
    public CascadeDataSource() {}

    CascadeDataSource(
            DataSource dataSource,
            GivenOptions options,
            List<ForeignKeyDeclaration> relations,
            List<CascadeListener> listeners) {
        this.dataSource = dataSource;
        Configured made = new Configured(new Source.Wrapped(dataSource), options, relations, listeners);
        made.settings(); // what is wrong is told here
        sealed.set(made);
    }

    /** Around {@code dataSource}, with all options at their defaults. */
    public static CascadeDataSource wrap(DataSource dataSource) {
        return builder(dataSource).build();
    }

    /** Around {@code dataSource}, with options. */
    public static CascadeDataSourceBuilder builder(DataSource dataSource) {
        return new CascadeDataSourceBuilder(Objects.requireNonNull(dataSource, "dataSource"));
    }

    @Override
    public Connection getConnection() throws SQLException {
        return open(user, password);
    }

    /** A connection of another user; what is configured stays as it is. */
    @Override
    public Connection getConnection(String username, String userPassword) throws SQLException {
        return open(username, userPassword);
    }

    /** One that is ours. */
    private CascadeConnection own() throws SQLException {
        Connection connection = open(user, password);
        if (connection instanceof CascadeConnection own) {
            return own;
        }
        connection.close();
        throw new SQLFeatureNotSupportedException("nothing cascades on this connection, by cascade.enabled=false or"
                + " cascade.unsupported=pass, so there is nothing to tell of it", "0A000");
    }

    private Connection open(String username, String userPassword) throws SQLException {
        return sealed().open(username, userPassword);
    }

    private Configured sealed() throws SQLException {
        Configured now = sealed.get();
        if (now != null) {
            return now;
        }
        try {
            Configured made = seal();
            return sealed.compareAndSet(null, made) ? made : sealed.get();
        } catch (IllegalArgumentException e) {
            throw SettingsReader.invalid(e);
        }
    }

    private Configured seal() throws SQLException {
        if ((url == null) == (dataSource == null)) {
            throw new SQLException(
                    "A CascadeDataSource needs a url or a dataSource" + (url == null ? "" : ", not both"), "08001");
        }
        CascadeUrl parsed = url == null ? null : CascadeUrl.parse(url);
        GivenOptions given = new GivenOptions(options, parsed == null ? Map.of() : parsed.options());
        given.options(); // what is wrong there is told before anything else happens
        Source source = parsed == null ? new Source.Wrapped(dataSource) : new Source.Url(parsed.delegate(), given);
        return new Configured(source, given, List.of(), List.of());
    }

    /**
     * All foreign keys as they hold on these connections, read anew, in the catalog's order.
     *
     * @throws SQLException if no connection can be opened, the catalog cannot be read, or the relations do not fit it
     */
    public List<ForeignKeyInfo> keys() throws SQLException {
        try (CascadeConnection connection = own()) {
            Strategy strategy = sealed().settings().strategy();
            Inquiry inquiry = connection.session().inquiry();
            KeyGraph graph = inquiry.keys();
            String whyResting = inquiry.whyResting();
            return graph.keys().stream()
                    .map(key -> ForeignKeyInfo.of(
                            key, graph, !strategy.leavesToDatabase(key), strategy.letsRest(key) ? whyResting : null))
                    .toList();
        }
    }

    /**
     * What a DELETE would do if it were executed now on a connection of its own, with exact counts; nothing is changed or
     * locked. On a connection of the application, within its transaction, {@code EXPLAIN CASCADE DELETE …} tells the same.
     *
     * @param sql the DELETE, with {@code ?} for parameters
     * @param parameters their values, as {@link java.sql.PreparedStatement#setObject(int, Object)} takes them
     * @throws java.sql.SQLFeatureNotSupportedException if it is no DELETE that is understood, or its rows cannot be counted
     * @throws SQLException if the database says so
     */
    public Explanation explain(String sql, Object... parameters) throws SQLException {
        Parameters values = parameters.length == 0 ? null : new Parameters();
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            values.set(i + 1, (statement, index) -> statement.setObject(index, value));
        }
        try (CascadeConnection connection = own()) {
            return Explanation.of(sql, connection.session().inquiry().explain(sql, values, 0));
        }
    }

    /** Looks for what is broken already, with {@link CheckOptions#defaults}. */
    public CheckReport check() throws SQLException {
        return check(CheckOptions.defaults());
    }

    /**
     * Looks for what is broken already: orphans, keys without an index or that nothing enforces, relations that do not fit,
     * rules that other databases would carry out otherwise. Counts in the database, on a connection of its own; reads each
     * referencing table once for each of its keys. Changes nothing, and does not run the repairs that it suggests.
     *
     * @throws SQLException if no connection can be opened, or the catalog or the relations cannot be read; what cannot be
     *     checked beyond that is a finding
     */
    public CheckReport check(CheckOptions checkOptions) throws SQLException {
        try (CascadeConnection connection = own()) {
            return CheckReport.of(connection, checkOptions);
        }
    }

    /**
     * Looks for keys that the database seems to have without declaring them: by names and types, and by whether every value
     * exists. Counts in the database, on a connection of its own, and changes nothing.
     *
     * @throws SQLException if no connection can be opened, the catalog cannot be read, or the relations do not fit it
     */
    public Suggestions suggest(SuggestOptions suggestOptions) throws SQLException {
        try (CascadeConnection connection = own()) {
            return Suggestions.of(connection, suggestOptions);
        }
    }

    /** Forgets what is known of the schema, for one that somebody else changed: the next DELETE reads it again. */
    public void refresh() {
        Configured now = sealed.get();
        if (now != null) {
            now.states().refresh();
        }
    }

    /** Closes the wrapped DataSource if it can be closed, as a pool can. Twice is safe. */
    @Override
    public void close() {
        if (dataSource instanceof AutoCloseable closeable && closed.compareAndSet(false, true)) {
            try {
                closeable.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("The wrapped DataSource cannot be closed", e);
            }
        }
    }

    /**
     * The delegate's URL, with or without {@code jdbc:cascade:}; it may carry options, which the setters outweigh, but of
     * what guards ({@code maxRows}, {@code maxRowsPerTable}, {@code protect}, {@code unrecognized}) the stricter counts.
     */
    public void setUrl(String url) {
        checkNotSealed();
        this.url = url;
    }

    public String getUrl() {
        return url;
    }

    /** The same as {@link #setUrl}, under HikariCP's name. */
    public void setJdbcUrl(String jdbcUrl) {
        setUrl(jdbcUrl);
    }

    public String getJdbcUrl() {
        return url;
    }

    public void setUser(String user) {
        checkNotSealed();
        this.user = user;
    }

    public String getUser() {
        return user;
    }

    /** The same as {@link #setUser}. */
    public void setUsername(String username) {
        setUser(username);
    }

    public String getUsername() {
        return user;
    }

    public void setPassword(String password) {
        checkNotSealed();
        this.password = password;
    }

    /** The DataSource to wrap, instead of a URL. */
    public void setDataSource(DataSource dataSource) {
        checkNotSealed();
        this.dataSource = dataSource;
    }

    /**
     * An option by its key, such as {@code cascade.maxRows}; the same as its setter.
     *
     * @throws IllegalArgumentException if there is no such option, or its value is not allowed
     */
    public void setProperty(String key, String value) {
        set(Option.of(key), value);
    }

    /** {@code cascade.driver}: the delegate's driver class. */
    public void setDriver(String driver) {
        set(Option.DRIVER, driver);
    }

    /** {@code cascade.relations}: locations, comma separated. */
    public void setRelations(String locations) {
        set(Option.RELATIONS, locations);
    }

    /** {@code cascade.strategy}: auto, native or emulate. */
    public void setStrategy(String strategy) {
        set(Option.STRATEGY, strategy);
    }

    /** {@code cascade.noAction}: keep, cascade or setNull. */
    public void setNoAction(String noAction) {
        set(Option.NO_ACTION, noAction);
    }

    /** {@code cascade.sqliteForeignKeys}: on or keep. */
    public void setSqliteForeignKeys(String sqliteForeignKeys) {
        set(Option.SQLITE_FOREIGN_KEYS, sqliteForeignKeys);
    }

    /** {@code cascade.maxRows}: 0 for no cap. */
    public void setMaxRows(long maxRows) {
        set(Option.MAX_ROWS, String.valueOf(maxRows));
    }

    /** {@code cascade.maxRowsPerTable}: table:number, comma separated. */
    public void setMaxRowsPerTable(String maxRowsPerTable) {
        set(Option.MAX_ROWS_PER_TABLE, maxRowsPerTable);
    }

    /** {@code cascade.protect}: tables, comma separated. */
    public void setProtect(String tables) {
        set(Option.PROTECT, tables);
    }

    /** {@code cascade.unrecognized}: refuse or pass. */
    public void setUnrecognized(String unrecognized) {
        set(Option.UNRECOGNIZED, unrecognized);
    }

    /** {@code cascade.enabled}: whether anything cascades. */
    public void setEnabled(boolean enabled) {
        set(Option.ENABLED, String.valueOf(enabled));
    }

    /** {@code cascade.unsupported}: refuse or pass. */
    public void setUnsupported(String unsupported) {
        set(Option.UNSUPPORTED, unsupported);
    }

    /** {@code cascade.engine}: the engine that the database is taken for. */
    public void setEngine(String engine) {
        set(Option.ENGINE, engine);
    }

    /** {@code cascade.trustedOwners}: roles, comma separated. */
    public void setTrustedOwners(String roles) {
        set(Option.TRUSTED_OWNERS, roles);
    }

    private void set(Option option, String value) {
        checkNotSealed();
        options.put(option.key(), option.checked(value));
    }

    private void checkNotSealed() {
        if (sealed.get() != null) {
            throw new IllegalStateException("Connections have been given out: nothing can be set any more");
        }
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return dataSource == null ? logWriter : dataSource.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        if (dataSource == null) {
            logWriter = out;
        } else {
            dataSource.setLogWriter(out);
        }
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return dataSource == null ? loginTimeout : dataSource.getLoginTimeout();
    }

    /** Of the wrapped DataSource; with a URL it is only remembered: JDBC has no way to tell a driver. */
    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        if (dataSource == null) {
            loginTimeout = seconds;
        } else {
            dataSource.setLoginTimeout(seconds);
        }
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return dataSource == null ? Logger.getLogger("org.cascadejdbc") : dataSource.getParentLogger();
    }

    /** Ourselves, or the wrapped DataSource (a pool, for its metrics), or what that one wraps. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (type.isInstance(dataSource)) {
            return type.cast(dataSource);
        }
        if (dataSource != null) {
            return dataSource.unwrap(type);
        }
        throw new SQLException(Shown.text("Neither a " + type.getName() + " nor a wrapper of one: " + this));
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this)
                || type.isInstance(dataSource)
                || (dataSource != null && dataSource.isWrapperFor(type));
    }

    /** The class of what it wraps, and not that one's words: some pools print their URL, with what stands in it. */
    @Override
    public String toString() {
        String inner = dataSource != null ? dataSource.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(dataSource)) : url == null ? "" : CascadeUrl.shown(url);
        return "CascadeDataSource[" + inner + "]";
    }
}
