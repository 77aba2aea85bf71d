using Microsoft.EntityFrameworkCore.Diagnostics;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Testing;

/// <summary>
/// A database of a test's own, migrated: in memory, or on the server that <see cref="TestServer"/> finds. Classes of the category "database" are run on every provider that
/// the machine has.
/// </summary>
public sealed class TestDatabase : IDisposable
{
    private static readonly AuditSeal OneSeal = AuditSeal.WithNewKey();
    private static readonly AuditSeal SealOfMany = AuditSeal.WithNewKey(TestServer.Current is null ? 1 : ServerDatabase.AuditChains);
    private readonly ITestStore _store;
    private readonly AuditSeal _seal;

    public TestDatabase()
        : this(TestServer.Current is { } server ? new ServerTestStore(server) : new MemoryTestStore(), OneSeal)
    {
    }

    private TestDatabase(ITestStore store, AuditSeal seal) => (_store, _seal) = (store, seal);

    /// <summary>One key for every test database of the run, and one chain: its entries lie in the order in which they were written.</summary>
    public static AuditSeal Seal => OneSeal;

    /// <summary>One that many may write to at once, each over a connection of its own: a file where there is no server.</summary>
    public static TestDatabase ForMany() => new(TestServer.Current is { } server ? new ServerTestStore(server) : new FileTestStore(), SealOfMany);

    /// <summary>Embedded files, also in a run that has a server.</summary>
    public static TestDatabase Embedded() => new(new FileTestStore(), OneSeal);

    public GuidanceDbContext OpenGuidance() => OpenGuidance(_seal);

    public GuidanceDbContext OpenGuidance(AuditSeal seal) => _store.OpenGuidance(seal);

    public ReportingDbContext OpenReporting() => _store.OpenReporting();

    public void Dispose() => _store.Dispose();

    /// <summary>Which row comes first without an order is chance: a log line in the product, a failed test here.</summary>
    internal static void ThrowOnChance(WarningsConfigurationBuilder warnings) =>
        warnings.Throw(CoreEventId.FirstWithoutOrderByAndFilterWarning, CoreEventId.RowLimitingOperationWithoutOrderByWarning);
}

/// <summary>Where a test's tables are.</summary>
internal interface ITestStore : IDisposable
{
    GuidanceDbContext OpenGuidance(AuditSeal seal);

    ReportingDbContext OpenReporting();
}
