package org.cascadejdbc.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.driver.GeneratedKeys;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.Deletion;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.QualifiedName;
import org.cascadejdbc.text.Shown;

/** Decides whether DELETEs that were understood are the database's or ours: which tables they mean, which keys are there. */
final class DeleteExaminer {
    private static final int ATTEMPTS = 2;

    private final Engine engine;
    private final Connection connection;
    private final SessionCatalog catalog;
    private final Settings settings;
    private final KnownVerdicts known = new KnownVerdicts();

    DeleteExaminer(Engine engine, Connection connection, SessionCatalog catalog, Settings settings) {
        this.engine = engine;
        this.connection = connection;
        this.catalog = catalog;
        this.settings = settings;
    }

    /** Whether that text is one to {@link #remember} as passing, and all that its verdict came from is as it was. */
    boolean passes(String sql) {
        return !known.isEmpty() && known.get(sql, catalog.settled()) == Verdict.Pass.UNCHANGED;
    }

    /** What was decided about that text, if all that it came from is as it was; else {@code null}. */
    Verdict known(String sql) throws SQLException {
        Catalog settled = catalog.settled();
        Verdict verdict = known.get(sql, settled);
        if (verdict instanceof Verdict.Emulate cascade && !catalog.isVerifiedByScripts()) {
            catalog.beginToWrite(cascade.cascade().delete());
            return catalog.verified() == settled ? verdict : null;
        }
        return verdict;
    }

    /**
     * Remembers what was decided without regard to generated keys, unless it has to be asked each time
     * ({@link #planGuardHolds}).
     */
    void remember(String sql, List<DeleteStatement> parts, Verdict verdict) throws SQLException {
        Catalog settled = catalog.settled();
        boolean passes = verdict == Verdict.Pass.UNCHANGED
                && settled != null
                && !keysMayBecomeOurs()
                && !anyEmulated(parts)
                && !anyRests(parts);
        if (passes || verdict instanceof Verdict.Emulate) {
            known.put(sql, verdict, settled);
        }
    }

    /** Nothing is remembered any more. */
    void forget() {
        known.clear();
    }

    /**
     * What is to be done with a statement that has these DELETEs.
     *
     * @throws SQLFeatureNotSupportedException if it cannot be carried out
     */
    Verdict examine(List<DeleteStatement> parts, GeneratedKeys keys) throws SQLException {
        for (int attempt = 0; ; attempt++) {
            if (!catalog.knowsSessionContext()) {
                catalog.beginToWrite(parts.get(0));
            }
            boolean emulated = anyEmulated(parts);
            Verdict verdict = emulated ? cascade(parts, keys) : Verdict.Pass.UNCHANGED;
            boolean maybeStale = verdict == Verdict.Pass.UNCHANGED && (emulated || keysMayBecomeOurs() || anyRests(parts));
            if (!maybeStale) {
                return verdict;
            }
            Optional<Verdict.Emulate> alone = alone(parts);
            if (alone.isPresent()) {
                return alone.get();
            }
            if (attempt == ATTEMPTS) {
                refuseOtherNames(parts);
                return verdict;
            }
            if (planGuardHolds(parts)) {
                return verdict;
            }
            catalog.renew();
        }
    }

    /** Whether a key that somebody adds to the schema may be one that the database does not carry out as it is to hold. */
    private boolean keysMayBecomeOurs() throws SQLException {
        return settings.hasRelations()
                || (engine.inProcess() && (settings.hasOwnRules() || !catalog.sessionContext().keysEnforced()));
    }

    /**
     * A DELETE that is passed on may wait for a writer, too, who adds such a key: so it verifies its plan guard as a
     * cascade does.
     */
    private Optional<Verdict.Emulate> alone(List<DeleteStatement> parts) throws SQLException {
        DeleteStatement delete = parts.get(0);
        Catalog current = catalog.get();
        boolean plain = parts.size() == 1
                && catalog.isVerifiedByScripts()
                && deletion(delete, current).map(deletion -> current.graph().table(deletion.targets().get(0)))
                        .filter(table -> table.kind() == Table.Kind.ORDINARY)
                        .isPresent();
        return plain
                ? engine.alone(delete).map(script -> new Verdict.Emulate(
                        new Cascade(delete, script, current.planGuard(delete.targets())), Verdict.Result.COUNT))
                : Optional.empty();
    }

    /**
     * A cascade checks its plan guard itself. What is passed on cannot: so it is asked for beforehand, where a key of a
     * relation might concern it by now, or where its name is also that of a table that needs us.
     */
    private boolean planGuardHolds(List<DeleteStatement> parts) throws SQLException {
        catalog.beginToWrite(parts.get(0));
        List<DeleteStatement.Target> targets =
                parts.stream().flatMap(delete -> delete.targets().stream()).toList();
        return catalog.holds(catalog.get().planGuard(targets));
    }

    /**
     * The database's answer is still another than ours. If what it means is a table that we know, then we have not
     * understood the name; else it is a table that is in no catalog of ours, a temporary or a foreign one.
     */
    private void refuseOtherNames(List<DeleteStatement> parts) throws SQLException {
        Catalog current = catalog.get();
        for (DeleteStatement delete : parts) {
            for (DeleteStatement.Target target : delete.targets()) {
                long id = engine.idOf(connection, target.table());
                Optional<Table> meant = id == 0 ? Optional.empty() : current.graph().withId(id);
                if (meant.isPresent() && !meant.equals(current.resolve(target.table()))) {
                    throw Refusals.otherName(target.table(), meant.get());
                }
            }
        }
    }

    /** The cascade that one of them needs, if any does. */
    private Verdict cascade(List<DeleteStatement> parts, GeneratedKeys keys) throws SQLException {
        for (int attempt = 0; ; attempt++) {
            try {
                return plannedCascade(parts, keys);
            } catch (PlanRefusedException e) {
                // What is refused checks no plan guard, and the reason may be gone: another owner, another key.
                if (attempt < ATTEMPTS && !planGuardHolds(parts)) {
                    catalog.renew();
                    continue;
                }
                engine.checkSyntax(connection, parts.get(0).sql()); // what is wrong in itself, the server says first
                throw e.errorCode() == 0
                        ? new SQLFeatureNotSupportedException(Shown.text(e.getMessage()), "0A000", e)
                        : new SQLException(Shown.text(e.getMessage()), null, e.errorCode(), e);
            }
        }
    }

    private Verdict plannedCascade(List<DeleteStatement> parts, GeneratedKeys keys) throws SQLException {
        catalog.beginToWrite(parts.get(0));
        Catalog current = catalog.verified();
        List<Verdict.Emulate> cascades = new ArrayList<>();
        for (DeleteStatement delete : parts) {
            cascade(delete, keys, current).ifPresent(cascades::add);
        }
        if (cascades.size() > 1) {
            throw new PlanRefusedException("a statement with several DELETEs that cascade by keys which the database "
                    + "does not carry out cannot be carried out; execute them as statements of their own, in one "
                    + "transaction");
        }
        return cascades.isEmpty() ? Verdict.Pass.UNCHANGED : cascades.get(0);
    }

    /** Where no table of those names needs us, it does not matter which of them are meant. */
    private boolean anyEmulated(List<DeleteStatement> parts) throws SQLException {
        for (DeleteStatement delete : parts) {
            for (DeleteStatement.Target target : delete.targets()) {
                if (catalog.hasTemporaryTables()) {
                    refuseTemporaryView(target.table());
                }
                if (catalog.with(target.table()).mayEmulate(target.table())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a key that is switched off is passed over: it may be another session setting's turn by now. */
    private boolean anyRests(List<DeleteStatement> parts) throws SQLException {
        Catalog current = catalog.get();
        return parts.stream()
                .flatMap(delete -> delete.targets().stream())
                .anyMatch(target -> current.letsRest(target.table()));
    }

    /** What is under it is not known, and may be any table. */
    void refuseTemporaryView(QualifiedName name) throws SQLException {
        if (catalog.get().emulatesAnything() && engine.isTemporaryView(connection, name)) {
            throw Refusals.temporaryView(name);
        }
    }

    private boolean isTemporary(DeleteStatement.Target target) throws SQLException {
        return catalog.hasTemporaryTables() && engine.isTemporary(connection, target.table(), target.tableText());
    }

    private static void refuseView(Table target, Catalog current) throws SQLException {
        Optional<Table> under = target.kind() == Table.Kind.VIEW ? current.emulatedUnder(target) : Optional.empty();
        if (under.isPresent()) {
            throw Refusals.view(target, under.get());
        }
    }

    private Optional<Verdict.Emulate> cascade(DeleteStatement delete, GeneratedKeys keys, Catalog current)
            throws SQLException {
        Optional<Deletion> deletion = deletion(delete, current);
        Optional<CascadePlan> plan = deletion.isEmpty() ? Optional.empty() : current.plan(deletion.get());
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        DeleteStatement carriedOut = delete;
        Verdict.Result result = delete.givesCount() ? Verdict.Result.COUNT : Verdict.Result.OWN;
        Optional<String> returnedKeys = keys.wanted() && delete.merge() == null
                ? engine.generatedKeys(keys.columns())
                : Optional.empty();
        if (returnedKeys.isPresent()) {
            if (delete.embedding() != null) {
                throw new PlanRefusedException("generated keys of a statement whose WITH has a DELETE that cascades are "
                        + "not given; use RETURNING");
            }
            result = Verdict.Result.KEYS;
            carriedOut = delete.returning() == null ? delete.returning(returnedKeys.get()) : delete;
        }
        return Optional.of(new Verdict.Emulate(current.cascade(connection, plan.get(), carriedOut), result));
    }

    /** Which tables are meant; empty where they are none of the catalog's, or temporary ones. */
    Optional<Deletion> deletion(DeleteStatement delete, Catalog current) throws SQLException {
        List<TableName> names = new ArrayList<>();
        for (DeleteStatement.Target target : delete.targets()) {
            Optional<Table> table = current.resolve(target.table());
            if (table.isPresent() && !isTemporary(target)) {
                refuseView(table.get(), current);
                names.add(table.get().name());
            }
        }
        if (!names.isEmpty() && names.size() < delete.targets().size()) {
            throw new PlanRefusedException("a DELETE from several tables cannot be carried out where one of them is "
                    + "temporary or not in the catalog; delete from one table at a time");
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(new Deletion(names, delete.targets().get(0).only()));
    }
}
