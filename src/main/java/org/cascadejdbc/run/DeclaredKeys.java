package org.cascadejdbc.run;

import java.util.List;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Relations;
import org.cascadejdbc.sql.ForeignKeyDeclaration;

/**
 * The keys that the catalog declares and the relations that are to be put over them, for whoever wants to know which of
 * those do not fit. Immutable.
 *
 * @param graph as declared, and enforced as far as this session lets the database do it
 * @param sessionContext of the session
 * @param keysStayInSchema see {@link Relations}
 * @param relations of the files and the builder, not yet looked up
 * @param noAction what a declared NO ACTION or RESTRICT means where no relation overrides it
 */
public record DeclaredKeys(
        KeyGraph graph,
        SessionContext sessionContext,
        boolean keysStayInSchema,
        List<ForeignKeyDeclaration> relations,
        ReferentialAction noAction) {
    public DeclaredKeys {
        relations = List.copyOf(relations);
    }

    /**
     * The keys with these relations over them.
     *
     * @throws org.cascadejdbc.schema.RelationException if one does not fit
     */
    public KeyGraph with(List<ForeignKeyDeclaration> some, ReferentialAction meaningOfNoAction) {
        return new Relations(graph, sessionContext.searchPath(), keysStayInSchema, meaningOfNoAction).apply(some);
    }
}
