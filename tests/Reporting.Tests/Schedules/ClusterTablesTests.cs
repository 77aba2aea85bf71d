using System.Text.RegularExpressions;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Schedules;

namespace Palveluohjaus.Reporting.Tests.Schedules;

[TestClass]
public sealed partial class ClusterTablesTests
{
    [TestMethod]
    [DataRow(DatabaseProvider.SqlServer)]
    [DataRow(DatabaseProvider.PostgreSql)]
    public void Every_statement_makes_only_what_is_missing_and_none_removes_anything(DatabaseProvider provider)
    {
        var statements = ClusterTables.StatementsFor(provider).ToList();

        Assert.IsGreaterThan(15, statements.Count);
        foreach (var statement in statements)
        {
            Assert.MatchesRegex(OnlyIfMissing(), statement);
            Assert.DoesNotMatchRegex(Removes(), statement);
            Assert.DoesNotContain("{", statement);
        }

        foreach (var table in (string[])["QRTZ_TRIGGERS", "QRTZ_JOB_DETAILS", "QRTZ_FIRED_TRIGGERS", "QRTZ_LOCKS", "QRTZ_SCHEDULER_STATE"])
            Assert.IsTrue(statements.Exists(statement => statement.Contains("CREATE TABLE", StringComparison.Ordinal) && statement.Contains(table, StringComparison.OrdinalIgnoreCase)), table);
    }

    [TestMethod]
    public void The_embedded_database_has_none() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ClusterTables.StatementsFor(DatabaseProvider.Sqlite).Count());

    [GeneratedRegex("IF NOT EXISTS|IS NULL", RegexOptions.CultureInvariant)]
    private static partial Regex OnlyIfMissing();

    [GeneratedRegex(@"\b(DROP|DELETE|TRUNCATE)\s+(TABLE|INDEX|FROM|QRTZ)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Removes();
}
