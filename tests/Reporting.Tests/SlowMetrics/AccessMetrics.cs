using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;

namespace Palveluohjaus.Reporting.Tests.SlowMetrics;

/// <summary>Access, timeliness and continuity.</summary>
internal static class AccessMetrics
{
    public static IReadOnlyList<SlowMetric> All { get; } =
    [
        SlowMetric.Of("cases", Kinds.Cases, (_, rows, span) =>
        [
            // One that closed before it came, as some log says, was there when it came.
            Figure.Count("count", rows.Count(row => row.ReceivedAtUtc < span.To && (row.ClosedAtUtc is not { } closed || closed >= span.From || (closed < row.ReceivedAtUtc && row.ReceivedAtUtc >= span.From)))),
        ]),
        SlowMetric.Of("events", Kinds.Cases, (county, rows, span) => [Figure.Count("count", rows.Sum(row => county.Happened(row).Count(each => span.Has(each.OccurredAtUtc))))]),
        SlowMetric.Of("arrivals", Kinds.Cases, (_, rows, span) => [Figure.Count("count", rows.Count(row => span.Has(row.ReceivedAtUtc)))]),
        SlowMetric.Of("contacts", Kinds.Contacts, (_, rows, span) =>
        {
            var began = rows.Where(row => span.Has(row.StartedAtUtc)).ToList();
            return [Figure.Count("count", began.Count), Figure.Share("anonymous-share", began.Count(row => row.ClientId is null), began.Count)];
        }),
        SlowMetric.Of("channel-mix", Kinds.Contacts, (_, rows, span) => Figure.Mix("channel", [.. rows.Where(row => span.Has(row.StartedAtUtc)).Select(row => row.Channel.Code())])),
        SlowMetric.Of("language-match", Kinds.Contacts, (county, rows, span) =>
        {
            var known = rows.Where(row => span.Has(row.StartedAtUtc) && row is { ServiceLanguage: not null, ClientId: not null }).ToList();
            return [Figure.Share("share", known.Count(row => row.ServiceLanguage == county.ClientOf(row.ClientId)!.ServiceLanguage), known.Count)];
        }),
        SlowMetric.Of("waiting-time", Kinds.Cases, (county, rows, span) =>
        {
            var waits = new List<double>();
            foreach (var row in rows)
            {
                // A contact, an offer or a handoff moves nothing.
                var acted = county.Happened(row).Find(each => each.Kind is CaseEventKind.FirstAssessmentMade or CaseEventKind.NeedsAssessmentStarted or CaseEventKind.NeedsAssessmentCompleted
                    or CaseEventKind.ServiceArranged or CaseEventKind.FollowedUp or CaseEventKind.Closed);
                if (acted is not null && span.Has(acted.OccurredAtUtc) && acted.OccurredAtUtc >= row.ReceivedAtUtc)
                    waits.Add((acted.OccurredAtUtc - row.ReceivedAtUtc).TotalDays);
            }

            return [Figure.Percentile("p50", waits, 0.50), Figure.Percentile("p85", waits, 0.85)];
        }),
        SlowMetric.Of("lead-time", Kinds.Cases, (_, rows, span) =>
        {
            var days = rows.Where(row => span.Has(row.ClosedAtUtc) && Naive.IsPlausible(row)).Select(row => (row.ClosedAtUtc!.Value - row.ReceivedAtUtc).TotalDays).ToList();
            return [Figure.Percentile("p50", days, 0.50), Figure.Percentile("p85", days, 0.85), Figure.Percentile("p95", days, 0.95), new Figure("mean", Naive.Mean(days), days.Count)];
        }),
        SlowMetric.Of("work-in-progress", Kinds.Cases, (_, rows, span) =>
        [
            .. span.FromDay is null ? Array.Empty<Figure>() : [Figure.Count("at-start", rows.Count(row => Naive.IsOpenAt(row, span.From)))],
            Figure.Count("at-end", rows.Count(row => Naive.IsOpenAt(row, span.End))),
        ]),
        SlowMetric.Of("queue-age", Kinds.Cases, (county, rows, span) =>
        {
            var used = rows.Where(row => Naive.IsOpenAt(row, span.End)).Select(row => county.Deadline(row) is not { } deadline ? (double?)null
                : deadline.DueAt <= row.ReceivedAtUtc ? double.PositiveInfinity
                : (span.End - row.ReceivedAtUtc) / (deadline.DueAt - row.ReceivedAtUtc)).ToList();
            return
            [
                Figure.Count("0-50", used.Count(share => share < 0.5)),
                Figure.Count("50-80", used.Count(share => share is >= 0.5 and < 0.8)),
                Figure.Count("80-100", used.Count(share => share is >= 0.8 and <= 1)),
                Figure.Count("over-100", used.Count(share => share > 1)),
                Figure.Count("no-deadline", used.Count(share => share is null)),
            ];
        }),
        SlowMetric.Of("throughput", Kinds.Cases, (_, rows, span) =>
        {
            var closed = rows.Count(row => span.Has(row.ClosedAtUtc));
            return [Figure.Count("count", closed), .. span.HasEnds ? [new Figure("per-week", closed / ((span.End - span.From).TotalDays / 7), closed)] : Array.Empty<Figure>()];
        }),
        SlowMetric.Of("littles-law-gap", Kinds.Cases, (_, rows, span) =>
        {
            if (!span.HasEnds)
                return [new Figure("gap", null, 0), new Figure("mean-open", null, 0)];
            var plausible = rows.Where(Naive.IsPlausible).ToList();
            var closed = plausible.Where(row => row.ClosedAtUtc >= span.From && row.ClosedAtUtc < span.End).ToList();
            var openDays = plausible.Sum(row =>
            {
                var begins = row.ReceivedAtUtc > span.From ? row.ReceivedAtUtc : span.From;
                var ends = row.ClosedAtUtc is { } at && at < span.End ? at : span.End;
                return ends > begins ? (ends - begins).TotalDays : 0;
            });
            var leadDays = closed.Sum(row => (row.ClosedAtUtc!.Value - row.ReceivedAtUtc).TotalDays);
            return
            [
                new Figure("gap", openDays > 0 ? 100 - (100 * leadDays / openDays) : null, closed.Count),
                new Figure("mean-open", openDays / (span.End - span.From).TotalDays, closed.Count),
            ];
        }),
        SlowMetric.Of("deadline-attainment", Kinds.Cases, (county, rows, span) =>
        {
            var due = rows.Select(row => county.Deadline(row)).OfType<(DateTime DueAt, DateTime? DoneAt)>().Where(each => span.Has(each.DueAt) && each.DueAt < Span.Now).ToList();
            var met = due.Count(each => each.DoneAt <= each.DueAt);
            return [Figure.Share("share", met, due.Count), Figure.Count("met", met), Figure.Count("due", due.Count)];
        }),
        SlowMetric.Of("closed-late", Kinds.Cases, (county, rows, span) =>
        {
            var closed = rows.Where(row => span.Has(row.ClosedAtUtc)).ToList();
            var late = closed.Count(row => county.Deadline(row) is { } deadline && row.ClosedAtUtc > deadline.DueAt);
            return [Figure.Count("count", late), Figure.Share("share", late, closed.Count)];
        }),
        SlowMetric.Of("handoffs-per-case", Kinds.Cases, (county, rows, span) =>
        {
            var changes = rows.Where(row => span.Has(row.ReceivedAtUtc)).Select(row => Math.Max(0, county.Way(row).Count - 1)).ToList();
            return [new Figure("mean", changes.Count == 0 ? null : (double)changes.Sum() / changes.Count, changes.Count), Figure.Share("two-or-more", changes.Count(count => count > 1), changes.Count)];
        }),
        SlowMetric.Of("ping-pong", Kinds.Cases, (county, rows, span) =>
        {
            var received = rows.Where(row => span.Has(row.ReceivedAtUtc)).ToList();
            return [Figure.Share("share", received.Count(row => county.Way(row) is var way && way.Distinct().Count() < way.Count), received.Count)];
        }),
    ];
}
