package org.cascadejdbc.execution;

import org.cascadejdbc.dialect.Script;
import org.cascadejdbc.sql.DeleteStatement;

/** A DELETE that is to be carried out by us: what it is, and the statements that do it. Immutable. */
public record Cascade(DeleteStatement delete, Script script) {}
