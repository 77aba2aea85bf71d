using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query;

namespace Palveluohjaus.Guidance.Audit;

/// <summary>Refuses <c>ExecuteUpdate</c> and <c>ExecuteDelete</c> on audit entries: they pass by the change tracker, where such changes are refused otherwise.</summary>
internal sealed class AppendOnlyQueries : IQueryExpressionInterceptor
{
    public static readonly AppendOnlyQueries Instance = new();

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        if (queryExpression is MethodCallExpression { Method.Name: "ExecuteUpdate" or "ExecuteDelete" })
            new RefuseAuditEntries().Visit(queryExpression);
        return queryExpression;
    }

    private sealed class RefuseAuditEntries : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node switch
        {
            EntityQueryRootExpression { EntityType.ClrType: var type } when type == typeof(AuditEntry) =>
                throw new InvalidOperationException($"{nameof(AuditEntry)} is append-only."),
            QueryRootExpression => node,
            _ => base.VisitExtension(node),
        };
    }
}
