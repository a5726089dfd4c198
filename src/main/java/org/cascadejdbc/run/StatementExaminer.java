package org.cascadejdbc.run;

import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cascadejdbc.driver.GeneratedKeys;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.ExplainCascade;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.Mentions;
import org.cascadejdbc.sql.Recognition;
import org.cascadejdbc.sql.SqlFeature;
import org.cascadejdbc.sql.StatementRecognizer;
import org.cascadejdbc.sql.TruncatedTable;

/** Decides what to do with a text that is about to be executed, by what it is and by the schema as it is now. */
final class StatementExaminer {
    private final SharedState shared;
    private final Engine engine;
    private final Connection connection;
    private final SessionCatalog catalog;
    private final DeleteExaminer deletes;
    private final Guards guards;

    StatementExaminer(
            SharedState shared, Engine engine, Connection connection, SessionCatalog catalog, DeleteExaminer deletes,
            Guards guards) {
        this.shared = shared;
        this.engine = engine;
        this.connection = connection;
        this.catalog = catalog;
        this.deletes = deletes;
        this.guards = guards;
    }

    /** See {@link CascadeSession#examine}. */
    Verdict examine(String sql, GeneratedKeys keys) throws SQLException {
        TransactionCommand command = TransactionCommand.of(sql);
        if (SessionCatalog.isEnd(command)) {
            return catalog.ended(command);
        }
        guards.clear();
        if (catalog.mayReadOtherwise(sql)) {
            catalog.lookAgain();
        }
        Verdict known = keys.wanted() ? null : deletes.known(sql);
        if (known != null) {
            return known;
        }
        Optional<ExplainCascade> explain = ExplainCascade.of(sql, engine.lexis());
        if (explain.isPresent()) {
            return new Verdict.Explain(explain.get().delete());
        }
        Recognition recognition = recognize(sql);
        if (isHarmless(recognition) && engine.hidesInEscapes(connection, sql, this::mayDelete)) {
            recognition = StatementRecognizer.hiddenInEscapes(sql);
        }
        if (recognition instanceof Recognition.Delete delete) {
            Verdict verdict = deletes.examine(delete.parts(), keys);
            if (!keys.wanted()) {
                deletes.remember(sql, delete.parts(), verdict);
            }
            return verdict;
        }
        if (recognition instanceof Recognition.Truncate truncate) {
            examine(truncate);
            return Verdict.Pass.UNCHANGED;
        }
        if (recognition instanceof Recognition.Unclear unclear) {
            refuseUnclear(sql, unclear);
            return unclear.definition() ? defining(Verdict.Pass.CHANGES_SCHEMA, sql) : guards.over(Verdict.Pass.UNCHANGED, sql);
        }
        if (recognition instanceof Recognition.Definition definition) {
            return defining(definition.schema() ? Verdict.Pass.CHANGES_SCHEMA : Verdict.Pass.CHANGES_SESSION, sql);
        }
        return guards.over(Verdict.Pass.UNCHANGED, sql);
    }

    private Verdict defining(Verdict.Pass pass, String sql) throws SQLException {
        Verdict verdict = guards.over(pass, sql); // by what holds before it
        catalog.defines(sql);
        return verdict;
    }

    /** What cannot delete must not cost a round trip, not even the one that tells the session's lexical rules. */
    private Recognition recognize(String sql) throws SQLException {
        if (!catalog.knowsSessionContext()) {
            Set<Recognition> possible = new HashSet<>();
            List<Lexis> lexes = engine.possibleLexes(sql);
            for (Lexis lexis : lexes) {
                possible.add(shared.recognize(lexis, sql));
            }
            Recognition certain = possible.size() == 1 ? possible.iterator().next() : null;
            if (isHarmless(certain) || lexes.size() == 1) {
                return certain;
            }
        }
        Lexis lexis = catalog.sessionContext().lexis();
        Recognition recognition = shared.recognize(lexis, sql);
        return isHarmless(recognition) && maySwitchLexis(sql, lexis)
                ? StatementRecognizer.changingItsReading(sql)
                : recognition;
    }

    private static boolean isHarmless(Recognition recognition) {
        return recognition instanceof Recognition.Other || recognition instanceof Recognition.Definition;
    }

    private boolean mayDelete(String sql) {
        return engine.possibleLexes(sql).stream().anyMatch(lexis -> !isHarmless(shared.recognize(lexis, sql)));
    }

    /** Whether a text has several statements, and would delete where one of them changes the rules for the next. */
    private boolean maySwitchLexis(String sql, Lexis lexis) {
        return sql.indexOf('\\') >= 0
                && sql.indexOf(';') >= 0
                && new StatementRecognizer(lexis).isSeveral(sql)
                && engine.possibleLexes(sql).stream()
                        .map(other -> shared.recognize(other, sql))
                        .anyMatch(other -> !isHarmless(other));
    }

    private void examine(Recognition.Truncate truncate) throws SQLException {
        if (shared.settings().passUnrecognized()) {
            return;
        }
        for (TruncatedTable table : truncate.tables()) {
            catalog.with(table.name());
        }
        boolean again = catalog.get().graph().keys().stream().anyMatch(key -> key.virtual() || key.withheld() != null);
        for (int attempt = 0; again; attempt++) {
            TruncateCheck check = new TruncateCheck(
                    engine, connection, catalog.get(), catalog.sessionContext().searchPath(), catalog
                            .hasTemporaryTables());
            Optional<SQLException> objection = check.objection(truncate);
            again = check.stale() && attempt == 0;
            if (again) {
                catalog.forget();
            } else if (objection.isPresent()) {
                throw objection.get();
            }
        }
    }

    private void refuseUnclear(String sql, Recognition.Unclear unclear) throws SQLException {
        if (shared.settings().passUnrecognized()) {
            return;
        }
        Optional<Table> concerned = concerned(unclear.tables(), sql, Set.of());
        if (concerned.isPresent()) {
            if (!new StatementRecognizer(catalog.sessionContext().lexis()).isSeveral(sql)) {
                engine.checkSyntax(connection, sql);
            }
            throw Refusals.unclear(unclear, concerned.get());
        }
    }

    /**
     * A table of ours that is among those which a text mentions. On MySQL a table of another database is meant only where
     * that one is named too, behind USE or before the table: nothing else changes the current one in the midst of a text.
     *
     * @param databases others whose tables may be meant
     */
    private Optional<Table> concerned(Mentions mentions, String sql, Set<String> databases) throws SQLException {
        Optional<Table> concerned = catalog.get().concerned(mentions);
        if (concerned.isEmpty() || !engine.lexis().has(SqlFeature.USE) || !(mentions instanceof Mentions.Named)) {
            return concerned;
        }
        catalog.lookAgain();
        Catalog now = catalog.get();
        Mentions named = new Mentions.Anywhere(sql);
        return now.concerned(mentions, table -> now.isOnPath(table)
                || named.mayBe(table.name().schema())
                || databases.stream().anyMatch(database -> now.graph().isSchema(database, table)));
    }

    /** See {@link CascadeSession#checkRowDelete}. */
    void checkRowDelete(String sqlOfTheResultSet, ResultSetMetaData columns) throws SQLException {
        Mentions mentions = sqlOfTheResultSet == null
                ? Mentions.Anything.INSTANCE
                : new Mentions.Named(
                        new StatementRecognizer(catalog.sessionContext().lexis()).identifiers(sqlOfTheResultSet));
        if (!shared.settings().passUnrecognized() && concerned(
                mentions, sqlOfTheResultSet, databases(columns)).isPresent()) {
            throw Refusals.rowDelete();
        }
    }

    /** Of the tables from which a driver deletes the rows of a result set, by whichever term it calls them. */
    private Set<String> databases(ResultSetMetaData columns) throws SQLException {
        Set<String> databases = new HashSet<>();
        for (int i = 1; engine.lexis().has(SqlFeature.USE) && i <= columns.getColumnCount(); i++) {
            databases.add(columns.getCatalogName(i));
            databases.add(columns.getSchemaName(i));
        }
        return databases;
    }
}
