using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Workbench;

/// <summary>How many open matters are one's own, for the menu. It tells of nobody, and is therefore not audited.</summary>
public sealed class CountOwnWork(GuidanceDbContext guidance)
{
    /// <summary>Stands before the command, by which a test tells this count from the reading of clients.</summary>
    public const string Tag = "How many open matters are one's own";

    public Task<int> CountAsync(Actor actor, CancellationToken cancellationToken) =>
        new WorkScope(guidance, actor, WorkView.Mine).OpenCases().TagWith(Tag).CountAsync(cancellationToken);
}
