package org.cascadejdbc.run;

import java.util.List;
import java.util.Objects;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.plan.Strategy;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.TablePattern;
import org.cascadejdbc.sql.ForeignKeyDeclaration;

/**
 * The options in the form that the execution needs: checked, read, immutable.
 *
 * @param scripts the relations files, read as far as they can be
 * @param relations the relations that the builder declared
 * @param strategy who carries out referential actions
 * @param noAction what a declared NO ACTION or RESTRICT means where no relation says: NO_ACTION (as declared),
 *     CASCADE or SET_NULL
 * @param switchSqliteForeignKeysOn whether SQLite's pragma is switched on for each connection
 * @param limits the most rows that a DELETE may touch
 * @param protectedTables the tables whose rows no cascade may touch
 * @param trustedOwners roles that own tables which statements of ours may touch, whoever the connection's user is
 * @param support what to do with a database that is not known to work
 * @param passUnrecognized whether a DELETE that is not understood is passed on rather than refused
 */
public record Settings(
        List<Script> scripts,
        List<ForeignKeyDeclaration> relations,
        Strategy strategy,
        ReferentialAction noAction,
        boolean switchSqliteForeignKeysOn,
        Limits limits,
        List<TablePattern> protectedTables,
        List<String> trustedOwners,
        Support support,
        boolean passUnrecognized) {

    public static final Settings DEFAULTS =
            new Settings(List.of(), List.of(), Strategy.AUTO, ReferentialAction.NO_ACTION, true, Limits.NONE, List.of(), List.of(),
                    Support.KNOWN_ONLY, false);

    public Settings {
        scripts = List.copyOf(scripts);
        relations = List.copyOf(relations);
        protectedTables = List.copyOf(protectedTables);
        trustedOwners = List.copyOf(trustedOwners);
    }

    /** How many characters the relations files have. */
    public long characters() {
        return scripts.stream().map(Script::text).filter(Objects::nonNull).mapToLong(String::length).sum();
    }

    /** Whether keys may hold that the database does not know of, or not as they hold. */
    boolean hasRelations() {
        return !scripts.isEmpty() || !relations.isEmpty() || !protectedTables.isEmpty();
    }

    /** Whether keys that the database knows may hold otherwise than it carries them out. */
    boolean hasOwnRules() {
        return strategy != Strategy.AUTO || noAction != ReferentialAction.NO_ACTION || limits.any();
    }

    /** Whether all relations files could be read; if not, they are worth another look. */
    public boolean isWhole() {
        return scripts.stream().allMatch(script -> script.text() != null);
    }
}
