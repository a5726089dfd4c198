package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.List;
import org.cascadejdbc.sql.DeleteStatement.Embedding;
import org.cascadejdbc.sql.DeleteStatement.With;

/** Reads one statement as far as it deletes: a DELETE or MERGE, with WITH queries in front, or among these. */
final class DeletingParts {
    private final Tokens tokens;
    private final Lexis lexis;
    private final List<DeleteStatement> parts = new ArrayList<>();

    DeletingParts(Tokens tokens, Lexis lexis) {
        this.tokens = tokens;
        this.lexis = lexis;
    }

    /**
     * All of them; none if it is no statement that we read.
     *
     * @throws UnclearException if one of them is not understood
     */
    List<DeleteStatement> read() {
        if (tokens.isWord(0, "WITH")) {
            with(new WithReader(tokens));
        } else {
            add(tokens, null, null, 0);
        }
        return parts;
    }

    private void with(WithReader with) {
        List<WithReader.Query> queries = with.queries();
        Tokens main = tokens.slice(with.main(), tokens.size());
        if (lexis.has(SqlFeature.DELETE_IN_WITH)) {
            for (int i = 0; i < queries.size(); i++) {
                WithReader.Query query = queries.get(i);
                Embedding embedding = new Embedding(
                        tokens.text(query.first(), query.open() - 1), with.behind(i), main.text(0, main.size() - 1));
                add(tokens.slice(query.open() + 1, query.close()), new With(with.keyword(), with.before(i)), embedding,
                        parametersBefore(query.open()));
            }
        }
        add(main, new With(with.keyword(), with.before(queries.size())), null, parametersBefore(with.main()));
        if (!lexis.has(SqlFeature.TARGETS_WITH_SCHEMA)) {
            refuseShadowedTargets(with);
        }
        refuseUncountable(with);
        if (StatementClassifier.makesTable(main) || StatementClassifier.setsConfiguration(tokens)) {
            throw new UnclearException("WITH … DELETE that makes a table, or sets what names mean");
        }
        for (int i = 0; i < tokens.size(); i++) {
            int query = i;
            boolean known = i == with.main()
                    || (lexis.has(SqlFeature.DELETE_IN_WITH) && queries.stream().anyMatch(q -> q.open() + 1 == query));
            if (!known && StatementClassifier.isNestedDelete(tokens, i)) {
                throw new UnclearException("WITH … DELETE");
            }
        }
    }

    /** In the queries that we build such a name would mean the WITH query, in a DELETE it does not, or is an error. */
    private void refuseShadowedTargets(WithReader with) {
        for (DeleteStatement part : parts) {
            for (DeleteStatement.Target target : part.targets()) {
                String name = target.table().name().text();
                boolean shadowed = target.table().parts().size() == 1
                        && with.queries().stream().anyMatch(query -> tokens.name(query.first()).text().equalsIgnoreCase(name));
                if (shadowed) {
                    throw new UnclearException("DELETE from a table that a WITH query is named like");
                }
            }
        }
    }

    /** RETURNING is executed apart from WITH: its parameters are those behind the others, if these count up. */
    private void refuseUncountable(WithReader with) {
        boolean returns =
                parts.stream().anyMatch(part -> part.returning() != null && part.returning().parameters() > 0);
        for (int i = 0; lexis.has(SqlFeature.NAMED_PARAMETERS) && returns && i < with.main(); i++) {
            if (ClauseReader.isNamedParameter(tokens, i, lexis)) {
                throw ClauseReader.uncountable();
            }
        }
    }

    private int parametersBefore(int end) {
        int parameters = 0;
        for (int i = 0; i < end; i++) {
            parameters += tokens.kind(i) == Scanner.Kind.PARAMETER ? 1 : 0;
        }
        return parameters;
    }

    private void add(Tokens part, With with, Embedding embedding, int parameters) {
        if (part.isWord(0, "DELETE")) {
            DeleteReader reader = DeleteReader.read(part, lexis);
            SecondOpinion.ask(part, reader);
            parts.add(reader.statement(with, embedding, parameters));
        } else if (part.isWord(0, "MERGE")
                && lexis.has(SqlFeature.MERGE_DELETE)
                && StatementClassifier.has(part, 1, "DELETE")) {
            parts.add(new MergeReader(part, lexis).statement(with, embedding));
        }
    }
}
