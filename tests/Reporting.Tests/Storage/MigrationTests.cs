using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Reporting.Tests.Storage;

[TestClass]
public sealed class MigrationTests
{
    [TestMethod]
    public void The_model_of_facts_and_its_migrations_agree()
    {
        using var database = new TestDatabase();
        using var reporting = database.OpenReporting();

        Assert.IsFalse(reporting.Database.HasPendingModelChanges(), "Run './build.sh migration NAME'.");
    }
}
