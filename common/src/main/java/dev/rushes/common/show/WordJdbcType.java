package dev.rushes.common.show;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.BasicBinder;
import org.hibernate.type.descriptor.jdbc.VarcharJdbcType;

/** Text sent without a type, so that a column may be text or an enumeration of the studio's own. */
public final class WordJdbcType extends VarcharJdbcType {

    private static final long serialVersionUID = 1L;

    @Override
    public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
        return new BasicBinder<>(javaType, this) {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doBind(
                    PreparedStatement statement, X value, int index, WrapperOptions options)
                    throws SQLException {
                statement.setObject(
                        index, javaType.unwrap(value, String.class, options), Types.OTHER);
            }

            @Override
            protected void doBind(
                    CallableStatement statement, X value, String name, WrapperOptions options)
                    throws SQLException {
                statement.setObject(
                        name, javaType.unwrap(value, String.class, options), Types.OTHER);
            }
        };
    }
}
