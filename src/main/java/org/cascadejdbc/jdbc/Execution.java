package org.cascadejdbc.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.driver.GeneratedKeys;
import org.cascadejdbc.driver.KeyRequest;
import org.cascadejdbc.run.CascadeSession;
import org.cascadejdbc.run.Forecast;
import org.cascadejdbc.run.Inquiry;
import org.cascadejdbc.run.Parameters;
import org.cascadejdbc.run.ResultStep;
import org.cascadejdbc.run.Turns;
import org.cascadejdbc.run.Verdict;

/**
 * One statement's executions: each either the delegate's or a cascade of ours, which leaves its {@link Results}. Only
 * {@link #cancel} may be called by another thread.
 */
final class Execution {
    private final CascadeConnection connection;
    private final CascadeSession session;
    private final Turns turns;
    private final Statement delegate;
    private final Results results;
    private boolean escapes = true;
    /** Whether the application's own statement is executed after all, in the place of a cascade. */
    private volatile boolean passedOn;
    private volatile boolean cascading;

    Execution(CascadeConnection connection, Statement delegate) {
        this.connection = connection;
        this.session = connection.session();
        this.turns = session.turns();
        this.delegate = delegate;
        this.results = new Results(connection, delegate, this);
        connection.places().born(delegate);
    }

    /** Executes what the application wants, in its way. */
    <T> T run(Request request, Way<T> way) throws SQLException {
        Turns.Pass pass = turns.pass();
        try {
            if (isDelegates(request)) {
                results.delegates();
                return way.executor().execute(request, delegate, request.sql());
            }
        } finally {
            turns.passed(pass);
        }
        turns.take();
        try {
            return connection.places().at(delegate, () -> decide(request, way));
        } finally {
            turns.leave();
        }
    }

    private <T> T decide(Request request, Way<T> way) throws SQLException {
        Verdict verdict = examine(request);
        if (verdict instanceof Verdict.Explain explain) {
            return explain(explain, request, way);
        }
        if (!(verdict instanceof Verdict.Emulate cascade)) {
            return pass(verdict, () -> way.executor().execute(request, delegate, request.sql()));
        }
        if (!request.isPrepared() && request.keys() != KeyRequest.NOTHING) {
            connection.behaviour().check(request.keys());
        }
        boolean lacksRows = way.count() == null && cascade.result() != Verdict.Result.OWN;
        if (lacksRows && connection.behaviour().knowsBefore(request.isPrepared())) {
            throw connection.behaviour().noResultSet(request.isPrepared());
        }
        T answer = cascade.result() == Verdict.Result.OWN
                ? withResult(cascade, request, way)
                : withCount(cascade, request, way);
        Optional<String> noRows = lacksRows
                ? connection.behaviour().noRows(connection.raw(), request.isPrepared())
                : Optional.empty();
        if (noRows.isPresent()) {
            Statement made = connection.raw().createStatement();
            results.besides(made);
            return way.executor().execute(new Request(noRows.get(), KeyRequest.NOTHING, null), made, noRows.get());
        }
        if (lacksRows) {
            if (!connection.behaviour().tellsCountBesides()) {
                results.none(request);
            }
            throw connection.behaviour().noResultSet(request.isPrepared());
        }
        return answer;
    }

    /** Whether nothing is to be decided. A prepared text was scanned when it was prepared, which tells its kind. */
    private boolean isDelegates(Request request) throws SQLException {
        String sql = request.sql();
        if (connection.places().mayBeElsewhere(delegate)) {
            return !connection.concerns(sql) && !session.owesCount();
        }
        boolean passes = (request.isPrepared() && session.passes(sent(request))) || !connection.concerns(sql)
                || session.passes(sent(request));
        return passes && !session.owesCount();
    }

    /** The text that the driver sends for it. */
    private String sent(Request request) throws SQLException {
        return request.isPrepared() || escapes ? session.sent(request.sql(), request.isPrepared()) : request.sql();
    }

    /** Decides; from here on there is no result until one is made. */
    Verdict examine(Request request) throws SQLException {
        checkOpen();
        results.release();
        results.none(request);
        boolean silent = request.keys() == KeyRequest.NOTHING;
        return session.examine(
                sent(request), silent ? GeneratedKeys.NONE : connection.behaviour().wanted(request.keys()));
    }

    <T> T pass(Verdict verdict, Call<T> call) throws SQLException {
        results.delegates();
        try {
            return verdict instanceof Verdict.Guarded guarded ? session.guarded(guarded, call::get) : call.get();
        } finally {
            session.executed(verdict);
        }
    }

    /** The database's own result set, of values that we know: so that all is as the application has set it. */
    private <T> T explain(Verdict.Explain explain, Request request, Way<T> way) throws SQLException {
        int timeout = delegate.getQueryTimeout();
        Forecast.Query query = cascading(() -> {
            Inquiry inquiry = session.inquiry();
            return inquiry.explain(explain.delete(), request.parameters(), timeout).asQuery(inquiry.engine());
        });
        Statement made = StandIn.of(connection.raw(), delegate, escapes, query.sql(), query.parameters());
        results.are(made);
        Request rows = new Request(query.sql(), KeyRequest.NOTHING, query.parameters());
        return way.executor().execute(rows, made, query.sql());
    }

    /** A cascade that gives an update count, and perhaps generated keys. */
    private <T> T withCount(Verdict.Emulate cascade, Request request, Way<T> way) throws SQLException {
        List<ResultSet> keys = new ArrayList<>();
        List<T> passed = new ArrayList<>();
        Parameters values = request.isPrepared() || way.update() ? request.parameters() : connection.countingOwnRows();
        long count = delete(cascade, values, new ResultStep() {
            @Override
            public void execute(String sql, Parameters parameters) throws SQLException {
                Statement made = StandIn.scrollable(connection.raw(), delegate, escapes, sql, parameters);
                results.besides(made);
                keys.add(request.executeQuery(made, sql));
            }

            @Override
            public void passOn(String sql, Parameters parameters) throws SQLException {
                results.delegateHas();
                passedOn = true;
                passed.add(way.executor().execute(request, delegate, sql));
            }
        });
        if (!passed.isEmpty()) {
            return passed.get(0);
        }
        if (keys.isEmpty()) {
            results.counted(request, count);
        } else {
            ResultSet rows = keys.get(0);
            rows.last();
            count = rows.getRow();
            rows.beforeFirst();
            results.counted(rows, count);
        }
        return way.count() == null ? null : way.count().apply(count);
    }

    /** A cascade in which one statement gives the result: it is executed as the application executes its own. */
    private <T> T withResult(Verdict.Emulate cascade, Request request, Way<T> way) throws SQLException {
        List<T> answers = new ArrayList<>();
        long count;
        try {
            count = delete(cascade, request.parameters(), (sql, parameters) -> {
                Statement made = StandIn.of(connection.raw(), delegate, escapes, sql, parameters);
                results.are(made);
                answers.add(way.executor().execute(request, made, sql));
            });
        } catch (SQLException | RuntimeException e) {
            if (cascade.cascade().plan().countsItself()) {
                results.release(); // its rows are not deleted
                results.none(request);
            }
            throw e;
        }
        if (way.update() && cascade.cascade().plan().countsItself()) {
            results.counted(request, count);
            return way.count().apply(count);
        }
        return answers.get(0);
    }

    /** A cascade as an entry of a batch; what it counts there. */
    long inBatch(Verdict.Emulate cascade, Parameters parameters) throws SQLException {
        if (cascade.result() == Verdict.Result.KEYS) {
            throw new SQLFeatureNotSupportedException("Generated keys of a batch with a DELETE that cascades are not given; "
                    + "execute the DELETEs one by one, or prepare the statement without asking for keys", "0A000");
        }
        if (cascade.result() == Verdict.Result.COUNT) {
            return delete(cascade, parameters, (sql, values) -> {
                throw new IllegalStateException("an update count, by a step with a result: " + sql);
            });
        }
        List<Boolean> rows = new ArrayList<>();
        delete(cascade, parameters, (sql, values) -> {
            Request request = new Request(sql, KeyRequest.NOTHING, values);
            try (Statement made = StandIn.of(connection.raw(), delegate, escapes, sql, values)) {
                results.besides(made);
                rows.add(request.execute(made, sql) && StandIn.hasRows(made));
            }
        });
        return connection.behaviour().batchCount(rows.contains(true));
    }

    private long delete(Verdict.Emulate cascade, Parameters parameters, ResultStep result) throws SQLException {
        session.replacesEscapes(escapes);
        return cascading(() -> session.delete(cascade, parameters, delegate.getQueryTimeout(), result));
    }

    /** Lets the session carry something out, which {@link #cancel} reaches. */
    <T> T cascading(Call<T> call) throws SQLException {
        results.closeAll();
        delegate.clearWarnings();
        passedOn = false;
        cascading = true;
        try {
            return call.get();
        } finally {
            cascading = false;
        }
    }

    /** Not every driver complains of its own accord. */
    void checkOpen() throws SQLException {
        delegate.getQueryTimeout();
        if (results.isClosed()) {
            if (delegate instanceof PreparedStatement) {
                delegate.getMoreResults(); // fails in the driver's own words
            }
            throw new SQLException("The statement is closed", "08003");
        }
    }

    /** Lets the driver refuse an entry of a batch that is not added to its own. */
    void checkEntry(String sql) throws SQLException {
        checkOpen();
        if (connection.behaviour().refusesEntries()) {
            try (Statement made = connection.raw().createStatement()) {
                made.setEscapeProcessing(escapes);
                made.addBatch(sql);
            }
        }
    }

    /**
     * A batch has been executed in which something cascaded: it leaves no result.
     *
     * @param keys whether keys were asked for, or need not be
     */
    void batched(boolean keys) throws SQLException {
        results.delegates();
        results.none(keys);
    }

    /** Which statement has the current result. */
    Results results() {
        return results;
    }

    void setEscapeProcessing(boolean enabled) throws SQLException {
        delegate.setEscapeProcessing(enabled);
        escapes = enabled;
    }

    void cancel() throws SQLException {
        // One statement, and once: some drivers stop whatever their connection executes, and that may be the next one by then.
        if (!cascading) {
            delegate.cancel();
        } else if (!session.cancel()) {
            Statement made = passedOn ? delegate : results.standIn();
            if (made != null) {
                made.cancel();
            }
        }
    }
}
