/**
 * Freeze, then act: a plan for databases that delete from one table a statement. {@link FreezingCompiler} says it, given
 * how a database identifies rows ({@link RowIdentity}), takes keys ({@link KeyRules}), writes down what is concerned
 * ({@link FrozenTable}) and writes rows ({@link WriteSyntax}). It knows no engine.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.engine.freezing;
