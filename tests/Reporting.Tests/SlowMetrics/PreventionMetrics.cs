using Palveluohjaus.Guidance.Services;

namespace Palveluohjaus.Reporting.Tests.SlowMetrics;

/// <summary>Prevention.</summary>
internal static class PreventionMetrics
{
    public static IReadOnlyList<SlowMetric> All { get; } =
    [
        SlowMetric.Of("segment-mix", Kinds.Decisions, (county, rows, span) =>
            Figure.Mix("segment", [.. rows.Where(row => county.DecisionsOfClient[row.ClientId].LastOrDefault(each => each.DecidedAtUtc < span.End) == row).Select(row => row.Segment)])),
        SlowMetric.Of("segment-transitions", Kinds.Decisions, (county, rows, span) =>
        {
            var moves = new List<(string From, string To)>();
            foreach (var row in rows.Where(row => span.Has(row.DecidedAtUtc)))
            {
                var all = county.DecisionsOfClient[row.ClientId].ToList();
                if (all.IndexOf(row) is var index and > 0)
                    moves.Add((all[index - 1].Segment, row.Segment));
            }

            return
            [
                Figure.Share("moved", moves.Count(move => move.From != move.To), moves.Count),
                .. moves.GroupBy(move => move).SelectMany(group => new[]
                {
                    Figure.Count($"from-{group.Key.From}", group.Count(), ("segment", group.Key.To)),
                    Figure.Share($"share-from-{group.Key.From}", group.Count(), moves.Count(move => move.From == group.Key.From), ("segment", group.Key.To)),
                }),
            ];
        }),
        SlowMetric.Of("prevention-share", Kinds.Referrals, (county, rows, span) =>
        {
            var sectors = rows.Where(row => span.Has(row.MadeAtUtc)).Select(row => county.Services[row.ServiceId].Sector).ToList();
            return [Figure.Share("share", sectors.Count(sector => sector is ServiceSector.FamilyCentre or ServiceSector.MeetingPlace or ServiceSector.ThirdSector), sectors.Count)];
        }),
    ];
}
