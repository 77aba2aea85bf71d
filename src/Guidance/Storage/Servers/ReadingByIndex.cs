using Microsoft.EntityFrameworkCore;

namespace Palveluohjaus.Guidance.Storage.Servers;

/// <summary>
/// Of rows that are named one by one, PostgreSQL likes to look through the whole table all the same: when the table is small, and when it has just been filled and nobody has
/// counted it yet. The rest of a transaction can be told not to.
/// </summary>
public static class ReadingByIndex
{
    /// <summary>Within the transaction that is open, and no further. The other databases find such rows by themselves.</summary>
    public static async Task ReadByIndexAsync(this DbContext context, CancellationToken cancellationToken)
    {
        if (context.Database.IsNpgsql())
            await context.Database.ExecuteSqlRawAsync("SET LOCAL enable_seqscan = off", cancellationToken);
    }
}
