package org.cascadejdbc.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.SessionStatements;
import org.cascadejdbc.physical.SessionContext;
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
public class SharedState {
    private static final int MAX_CATALOGS = 100;
    private static final int MAX_CHARACTERS = 2_000_000;
    private static final int LONGEST_KEPT = 10_000;
    /** A text, and what was cut from it. */
    private static final int COPIES = 3;

    private record Text(Lexis lexis, String sql) {}

    private final Settings settings;
    private final DatabaseGate gate;
    private final AtomicBoolean started = new AtomicBoolean();
    /** The keys as declared, by {@link SessionContext#catalogVersion}. */
    private final Cache<Object, KeyGraph> graphs = kept();
    /** The keys as they hold. */
    private final Cache<SessionContext, Catalog> catalogs = kept();
    private final Cache<Text, Recognition> recognitions =
            TextCache.of(MAX_CHARACTERS, (text, recognition) -> COPIES * text.sql().length());
    /** Counts what made catalogs stale, so that one which was being read meanwhile is not kept. */
    private final AtomicLong generation = new AtomicLong();
    /** Counts what replaced or removed {@link #catalogs}: as long as it stays the same, so does what was found there. */
    private final AtomicLong changes = new AtomicLong();
    private final MissingIndexes missingIndexes = new MissingIndexes();

    public SharedState(Settings settings) {
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
        Optional<Engine> known = gate.open(connection);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Engine engine = known.get();
        SessionStatements statements = new SessionStatements(connection);
        engine.prepare(statements, settings.switchSqliteForeignKeysOn());
        // Here and not sooner, nor later: a file that is not there must not be told from one that declares nothing.
        settings.scripts().stream().filter(Script::fromUrl).forEach(script -> script.declarations(engine.lexis()));
        return Optional.of(new ConnectionSession(this, engine, statements, watchers));
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

    /** What holds in that session context, read on that connection if it is not known yet. */
    Catalog catalog(Engine engine, Connection connection, SessionContext sessionContext) throws SQLException {
        Catalog known = catalogs.getIfPresent(sessionContext);
        if (known != null) {
            return known;
        }
        long before = generation.get();
        Catalog catalog;
        try {
            catalog = read(engine, connection, sessionContext);
        } catch (RelationException | ScriptException e) {
            throw invalid(e);
        }
        if (started.compareAndSet(false, true)) {
            StartLine.log(connection, catalog);
        }
        if (generation.get() == before) {
            if (catalogs.asMap().put(sessionContext, catalog) != null) {
                changes.incrementAndGet();
            }
        }
        return catalog;
    }

    /** What a session sees that has changed the schema in an open transaction: nobody else may. */
    Catalog uncommitted(Engine engine, Connection connection, SessionContext sessionContext) throws SQLException {
        try {
            return catalog(engine, sessionContext, engine.readCatalog(connection, sessionContext));
        } catch (RelationException | ScriptException e) {
            throw invalid(e);
        }
    }

    /** The keys as the catalog has them now, before the relations are put over them. */
    DeclaredKeys declared(Engine engine, Connection connection, SessionContext sessionContext) throws SQLException {
        try {
            KeyGraph declared = engine.readCatalog(connection, sessionContext);
            return new DeclaredKeys(
                    engine.inForce(declared, sessionContext).trusting(settings.trustedOwners()), sessionContext,
                    engine.keysStayInSchema(), relations(engine.lexis()), settings.noAction());
        } catch (ScriptException e) {
            throw invalid(e);
        }
    }

    /** The keys as the catalog has them, in whatever state the relations are. */
    KeyGraph declaredGraph(Engine engine, Connection connection, SessionContext sessionContext) throws SQLException {
        KeyGraph known = graphs.getIfPresent(sessionContext.catalogVersion());
        if (known != null) {
            return known;
        }
        long before = generation.get();
        KeyGraph declared = engine.readCatalog(connection, sessionContext);
        if (generation.get() == before) {
            graphs.put(sessionContext.catalogVersion(), declared);
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
    private Catalog read(Engine engine, Connection connection, SessionContext sessionContext) throws SQLException {
        gate.confirm(connection, engine);
        KeyGraph known = graphs.getIfPresent(sessionContext.catalogVersion());
        if (known != null && engine.isOutdated(known, sessionContext)) {
            graphs.asMap().remove(sessionContext.catalogVersion(), known);
        } else if (known != null) {
            try {
                return catalog(engine, sessionContext, known);
            } catch (RelationException maybeStale) {
                graphs.asMap().remove(sessionContext.catalogVersion(), known);
            }
        }
        return catalog(engine, sessionContext, declaredGraph(engine, connection, sessionContext));
    }

    private Catalog catalog(Engine engine, SessionContext sessionContext, KeyGraph declared) {
        KeyGraph enforced = engine.inForce(declared, sessionContext);
        KeyGraph effective =
                new Relations(enforced, sessionContext.searchPath(), engine.keysStayInSchema(), settings.noAction())
                        .apply(relations(engine.lexis()))
                        .protecting(settings.protectedTables())
                        .trusting(settings.trustedOwners());
        TablePattern.check(settings.protectedTables(), effective, "cascade.protect");
        TablePattern.check(
                settings.limits().tables().stream().map(Limits.OfTable::pattern).toList(),
                effective,
                "cascade.maxRowsPerTable");
        return new Catalog(effective, sessionContext, engine, settings, missingIndexes);
    }

    /** What the scripts and the builder declare, which does not depend on any catalog. */
    private List<ForeignKeyDeclaration> relations(Lexis lexis) {
        List<ForeignKeyDeclaration> declarations = new ArrayList<>();
        settings.scripts().forEach(script -> declarations.addAll(script.declarations(lexis)));
        declarations.addAll(settings.relations());
        return declarations;
    }
}
