using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Storage;

[TestClass]
[TestCategory("database")]
public sealed class MigrationTests
{
    [TestMethod]
    public void The_model_of_the_front_line_and_its_migrations_agree()
    {
        using var database = new TestDatabase();
        using var guidance = database.OpenGuidance();

        Assert.IsFalse(guidance.Database.HasPendingModelChanges(), "Run './build.sh migration NAME'.");
    }
}
