package org.cascadejdbc.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.dialect.SessionStatements;
import org.cascadejdbc.dialect.Surroundings;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.RelationException;
import org.cascadejdbc.schema.Relations;
import org.cascadejdbc.schema.TablePattern;
import org.cascadejdbc.sql.ForeignKeyDeclaration;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.Recognition;
import org.cascadejdbc.sql.ScriptException;
import org.cascadejdbc.sql.StatementRecognizer;
import org.cascadejdbc.text.Shown;

/**
 * What the connections of one DataSource or URL share: the settings, the catalog, what was recognised. Thread-safe, and
 * without threads and locks of its own: two connections may read the catalog at the same time, and the later one's
 * stays. Nothing in it is the application's: it may be shared by several, and outlive them.
 */
public class CascadeEngine {
    private static final int MAX_CATALOGS = 100;
    private static final int MAX_CHARACTERS = 2_000_000;
    private static final int LONGEST_KEPT = 10_000;
    /** A text, and what was cut from it. */
    private static final int COPIES = 3;

    private record Text(Lexis lexis, String sql) {}

    private final Settings settings;
    private final DatabaseGate gate;
    private final AtomicBoolean started = new AtomicBoolean();
    /** The keys as declared, by {@link Surroundings#catalogVersion}. */
    private final Cache<Object, KeyGraph> graphs = kept();
    /** The keys as they hold. */
    private final Cache<Surroundings, Catalog> catalogs = kept();
    private final Cache<Text, Recognition> recognitions =
            TextCache.of(MAX_CHARACTERS, (text, recognition) -> COPIES * text.sql().length());
    /** Counts what made catalogs stale, so that one which was being read meanwhile is not kept. */
    private final AtomicLong generation = new AtomicLong();
    /** Counts what replaced or removed {@link #catalogs}: as long as it stays the same, so does what was found there. */
    private final AtomicLong changes = new AtomicLong();
    private final MissingIndexes missingIndexes = new MissingIndexes();

    public CascadeEngine(Settings settings) {
        this.settings = settings;
        this.gate = new DatabaseGate(settings.support());
    }

    /**
     * Softly, since how much it is depends on others: on their schemas, their search paths, their texts. What no session uses
     * is forgotten before memory runs out, and read again.
     */
    private static <K, V> Cache<K, V> kept() {
        return Caffeine.newBuilder().maximumSize(MAX_CATALOGS).softValues().executor(Runnable::run).build();
    }

    public Settings settings() {
        return settings;
    }

    /**
     * Prepares a connection of the delegate for cascades; empty where its database is not known, and all is to pass.
     *
     * @param watchers who is told of its cascades: not the engine's, which may outlive an application
     * @throws SQLException if the database is not supported or cannot be prepared; the caller closes the connection
     * @throws ScriptException if a relations file that a URL names cannot be used; likewise
     */
    public Optional<CascadeSession> open(Connection connection, Watchers watchers) throws SQLException {
        Optional<Dialect> known = gate.open(connection);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Dialect dialect = known.get();
        SessionStatements statements = new SessionStatements(connection);
        dialect.prepare(statements, settings.switchSqliteForeignKeysOn());
        // Here and not sooner, nor later: a file that is not there must not be told from one that declares nothing.
        settings.scripts().stream().filter(Script::fromUrl).forEach(script -> script.declarations(dialect.lexis()));
        return Optional.of(new ConnectionSession(this, dialect, statements, watchers));
    }

    /** Forgets the catalog: the next DELETE of any connection reads it again. */
    public void refresh() {
        generation.incrementAndGet();
        graphs.invalidateAll();
        catalogs.invalidateAll();
        changes.incrementAndGet();
    }

    Recognition recognize(Lexis lexis, String sql) {
        if (sql.length() > LONGEST_KEPT) {
            return new StatementRecognizer(lexis).recognize(sql);
        }
        Text text = new Text(lexis, sql);
        Recognition known = recognitions.getIfPresent(text);
        if (known == null) {
            // Not in the cache's own computation, which holds a lock: better read twice than wait.
            known = new StatementRecognizer(lexis).recognize(sql);
            recognitions.put(text, known);
        }
        return known;
    }

    /** Another number when {@link #catalog} may answer something else than before. */
    long changes() {
        return changes.get();
    }

    /** What holds in those surroundings, read on that connection if it is not known yet. */
    Catalog catalog(Dialect dialect, Connection connection, Surroundings surroundings) throws SQLException {
        Catalog known = catalogs.getIfPresent(surroundings);
        if (known != null) {
            return known;
        }
        long before = generation.get();
        Catalog catalog;
        try {
            catalog = read(dialect, connection, surroundings);
        } catch (RelationException | ScriptException e) {
            throw invalid(e);
        }
        if (started.compareAndSet(false, true)) {
            StartLine.log(connection, catalog);
        }
        if (generation.get() == before) {
            if (catalogs.asMap().put(surroundings, catalog) != null) {
                changes.incrementAndGet();
            }
        }
        return catalog;
    }

    /** What a session sees that has changed the schema in an open transaction: nobody else may. */
    Catalog uncommitted(Dialect dialect, Connection connection, Surroundings surroundings) throws SQLException {
        try {
            return catalog(dialect, surroundings, dialect.readCatalog(connection, surroundings));
        } catch (RelationException | ScriptException e) {
            throw invalid(e);
        }
    }

    /** The keys as the catalog has them now, before the relations are put over them. */
    DeclaredKeys declared(Dialect dialect, Connection connection, Surroundings surroundings) throws SQLException {
        try {
            KeyGraph declared = dialect.readCatalog(connection, surroundings);
            return new DeclaredKeys(
                    dialect.inForce(declared, surroundings).trusting(settings.trustedOwners()), surroundings,
                    dialect.keysStayInSchema(), relations(dialect.lexis()), settings.noAction());
        } catch (ScriptException e) {
            throw invalid(e);
        }
    }

    /** The keys as the catalog has them, in whatever state the relations are. */
    KeyGraph declaredGraph(Dialect dialect, Connection connection, Surroundings surroundings) throws SQLException {
        KeyGraph known = graphs.getIfPresent(surroundings.catalogVersion());
        if (known != null) {
            return known;
        }
        long before = generation.get();
        KeyGraph declared = dialect.readCatalog(connection, surroundings);
        if (generation.get() == before) {
            graphs.put(surroundings.catalogVersion(), declared);
        }
        return declared;
    }

    private static SQLException invalid(RuntimeException e) {
        return new SQLException(Shown.text(e.getMessage()), "42000", e);
    }

    /**
     * The keys as they hold. Keys that the relations do not fit are read again, and are not kept: a migration beside us
     * may make the table that is missing, and nothing would tell us.
     */
    private Catalog read(Dialect dialect, Connection connection, Surroundings surroundings) throws SQLException {
        gate.confirm(connection, dialect);
        KeyGraph known = graphs.getIfPresent(surroundings.catalogVersion());
        if (known != null) {
            try {
                return catalog(dialect, surroundings, known);
            } catch (RelationException maybeStale) {
                graphs.asMap().remove(surroundings.catalogVersion(), known);
            }
        }
        return catalog(dialect, surroundings, declaredGraph(dialect, connection, surroundings));
    }

    private Catalog catalog(Dialect dialect, Surroundings surroundings, KeyGraph declared) {
        KeyGraph enforced = dialect.inForce(declared, surroundings);
        KeyGraph effective =
                new Relations(enforced, surroundings.searchPath(), dialect.keysStayInSchema(), settings.noAction())
                        .apply(relations(dialect.lexis()))
                        .protecting(settings.protectedTables())
                        .trusting(settings.trustedOwners());
        TablePattern.check(settings.protectedTables(), effective, "cascade.protect");
        TablePattern.check(
                settings.limits().tables().stream().map(Limits.OfTable::pattern).toList(),
                effective,
                "cascade.maxRowsPerTable");
        return new Catalog(effective, surroundings, dialect, settings, missingIndexes);
    }

    /** What the scripts and the builder declare, which does not depend on any catalog. */
    private List<ForeignKeyDeclaration> relations(Lexis lexis) {
        List<ForeignKeyDeclaration> declarations = new ArrayList<>();
        settings.scripts().forEach(script -> declarations.addAll(script.declarations(lexis)));
        declarations.addAll(settings.relations());
        return declarations;
    }
}
