package org.cascadejdbc.inspect.suggest;

import java.util.List;
import java.util.stream.Collectors;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.SearchPath;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.Name;
import org.cascadejdbc.sql.QualifiedName;

/**
 * Writes a key as a statement of a relations file. A schema is named only where it must be, so that the file serves other
 * tenants' schemas, too. All names have quotes: no word is then a keyword, and case is what it is.
 */
final class RelationText {
    private final KeyGraph graph;
    private final SearchPath searchPath;
    private final boolean keysStayInSchema;

    /** @param keysStayInSchema see {@link org.cascadejdbc.schema.Relations} */
    RelationText(KeyGraph graph, SearchPath searchPath, boolean keysStayInSchema) {
        this.graph = graph;
        this.searchPath = searchPath;
        this.keysStayInSchema = keysStayInSchema;
    }

    String of(ForeignKey key) {
        SearchPath beside = keysStayInSchema ? new SearchPath(List.of(key.referencing().schema())) : searchPath;
        return "ALTER TABLE " + written(key.referencing(), searchPath) + " ADD FOREIGN KEY (" + columns(key.columns())
                + ") REFERENCES " + written(key.referenced(), beside) + " (" + columns(key.referencedColumns())
                + ") ON DELETE NO ACTION;";
    }

    private String written(TableName table, SearchPath path) {
        QualifiedName alone = new QualifiedName(List.of(new Name(table.name(), true)));
        boolean enough = path.resolve(alone, graph).map(Table::name).filter(table::equals).isPresent();
        return (enough ? alone : new QualifiedName(List.of(new Name(table.schema(), true), new Name(table.name(), true))))
                .toString();
    }

    private static String columns(List<String> names) {
        return names.stream().map(name -> new Name(name, true).toString()).collect(Collectors.joining(", "));
    }
}
