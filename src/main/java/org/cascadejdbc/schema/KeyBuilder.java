package org.cascadejdbc.schema;

import java.util.List;
import org.cascadejdbc.schema.ForeignKey.Deferrability;
import org.cascadejdbc.schema.ForeignKey.Enforcement;

/** Names the parts of a {@link ForeignKey}; without more it is a virtual one of all columns, NO ACTION. */
public final class KeyBuilder {
    private final String name;
    private final TableName referencing;
    private final List<String> columns;
    private final TableName referenced;
    private final List<String> referencedColumns;
    private ReferentialAction declared;
    private ReferentialAction action = ReferentialAction.NO_ACTION;
    private Enforcement enforcement = Enforcement.NONE;
    private List<String> setColumns;
    private Deferrability deferrability = Deferrability.NOT_DEFERRABLE;
    private boolean stated = true;
    private ReferentialAction withheld;

    KeyBuilder(
            String name, TableName referencing, List<String> columns, TableName referenced, List<String> referencedColumns) {
        this.name = name;
        this.referencing = referencing;
        this.columns = columns;
        this.referenced = referenced;
        this.referencedColumns = referencedColumns;
        this.setColumns = columns;
    }

    /** With all parts of that one. */
    KeyBuilder(ForeignKey other) {
        this(other.name(), other.referencing(), other.columns(), other.referenced(), other.referencedColumns());
        declared = other.declared();
        action = other.action();
        enforcement = other.enforcement();
        setColumns = other.setColumns();
        deferrability = other.deferrability();
        stated = other.stated();
        withheld = other.withheld();
    }

    /** The rule in the catalog, which is the one that holds, too, unless {@link #action} says otherwise afterwards. */
    public KeyBuilder declared(ReferentialAction newDeclared) {
        declared = newDeclared;
        action = newDeclared;
        stated = newDeclared == null;
        return this;
    }

    /** The rule that holds. */
    public KeyBuilder action(ReferentialAction newAction) {
        action = newAction;
        return this;
    }

    public KeyBuilder enforcement(Enforcement newEnforcement) {
        enforcement = newEnforcement;
        return this;
    }

    /** The columns that SET NULL and SET DEFAULT set; empty for all. */
    public KeyBuilder setColumns(List<String> newSetColumns) {
        setColumns = newSetColumns.isEmpty() ? columns : newSetColumns;
        return this;
    }

    public KeyBuilder deferrability(Deferrability newDeferrability) {
        deferrability = newDeferrability;
        return this;
    }

    public KeyBuilder stated(boolean newStated) {
        stated = newStated;
        return this;
    }

    KeyBuilder withheld(ReferentialAction newWithheld) {
        withheld = newWithheld;
        return this;
    }

    public ForeignKey build() {
        return new ForeignKey(name, referencing, columns, referenced, referencedColumns, declared, action, enforcement,
                setColumns, deferrability, stated, withheld);
    }
}
