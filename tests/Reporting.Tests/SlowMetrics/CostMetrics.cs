namespace Palveluohjaus.Reporting.Tests.SlowMetrics;

/// <summary>Cost.</summary>
internal static class CostMetrics
{
    public static IReadOnlyList<SlowMetric> All { get; } =
    [
        SlowMetric.Of("handling-time", Kinds.Contacts, (_, rows, span) =>
        {
            var minutes = rows.Where(row => span.Has(row.StartedAtUtc)).Select(row => (double?)row.HandlingTimeMinutes).OfType<double>().ToList();
            return [Figure.Percentile("p50", minutes, 0.50), new Figure("mean", Naive.Mean(minutes), minutes.Count), new Figure("sum", minutes.Count == 0 ? null : minutes.Sum() / 60, minutes.Count)];
        }),
        SlowMetric.Of("touch-time-share", Kinds.Cases, (county, rows, span) =>
        {
            var (cases, handled, lead) = (0, 0.0, 0.0);
            foreach (var row in rows.Where(row => span.Has(row.ClosedAtUtc) && Naive.IsPlausible(row)))
            {
                var contacts = county.ContactsOfCase[row.Id].ToList();
                if (contacts.Count == 0 || contacts.Exists(contact => contact.HandlingTimeMinutes is null))
                    continue;
                var minutes = contacts.Sum(contact => contact.HandlingTimeMinutes!.Value);
                cases++;
                handled += minutes;

                // Closed in the contact itself, it took as long as the work.
                lead += Math.Max(minutes, (row.ClosedAtUtc!.Value - row.ReceivedAtUtc).TotalMinutes);
            }

            return [new Figure("share", lead > 0 ? 100 * handled / lead : null, cases)];
        }),
    ];
}
