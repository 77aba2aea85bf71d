using System.Globalization;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.ImportedFigures;

namespace Palveluohjaus.Reporting.Tests.SlowMetrics;

/// <summary>Quality and effect.</summary>
internal static class QualityMetrics
{
    private static readonly TimeSpan HalfYear = TimeSpan.FromDays(182);

    public static IReadOnlyList<SlowMetric> All { get; } =
    [
        SlowMetric.Of("first-contact-resolution", Kinds.Cases, (county, rows, span) => new[] { 7, 30 }.Select(days =>
        {
            var matters = rows.Where(row => row.ClientId is not null && county.Opening(row)?.Outcome is not null && span.Has(row.ReceivedAtUtc) && row.ReceivedAtUtc.AddDays(days) <= Span.Now).ToList();
            var settled = matters.Count(row => county.Opening(row)! is { Outcome: ContactOutcome.SolvedHere or ContactOutcome.GuidedToService or ContactOutcome.NothingFurther } opening
                && row.ClosedAtUtc is not null
                && county.Way(row).Count < 2
                && county.ContactsOfCase[row.Id].Count() == 1
                && (county.Next(opening) is not { } next || next.StartedAtUtc - row.ReceivedAtUtc > TimeSpan.FromDays(days)));
            return Figure.Share($"share-{days}-days", settled, matters.Count);
        })),
        SlowMetric.Of("repeat-contacts", Kinds.Contacts, (county, rows, span) => new[] { 7, 30 }.Select(days =>
        {
            var identified = rows.Where(row => row.ClientId is not null && span.Has(row.StartedAtUtc)).ToList();
            var repeats = identified.Count(row => row.MainTheme is { } theme && county.ContactsOfClient[row.ClientId].Any(other => other.MainTheme == theme
                && (other.StartedAtUtc, other.Id).CompareTo((row.StartedAtUtc, row.Id)) < 0
                && other.StartedAtUtc.AddDays(days) >= row.StartedAtUtc));
            return Figure.Share($"share-{days}-days", repeats, identified.Exists(row => row.MainTheme is not null) ? identified.Count : 0);
        })),
        SlowMetric.Of("failure-demand", Kinds.Contacts, (_, rows, span) =>
        {
            var all = rows.Where(row => span.Has(row.StartedAtUtc)).ToList();
            return [Figure.Share("share", all.Count(row => row.RepeatReason is { } reason && reason != RepeatReason.NewNeed), all.Exists(row => row.RepeatReason is not null) ? all.Count : 0)];
        }),
        SlowMetric.Of("segment-effect", Kinds.Decisions, SegmentEffect),
        SlowMetric.Of("suggestion-agreement", Kinds.Decisions, (_, rows, span) =>
        {
            var suggested = rows.Where(row => span.Has(row.DecidedAtUtc) && row.SuggestedSegment is not null).ToList();
            return [Figure.Share("share", suggested.Count(row => row.SuggestedSegment == row.Segment), suggested.Count)];
        }),
        SlowMetric.Of("override-reasons", Kinds.Decisions, (_, rows, span) => Figure.Mix(
            "override-reason",
            [.. rows.Where(row => span.Has(row.DecidedAtUtc) && row.SuggestedSegment is { } suggested && suggested != row.Segment).Select(row => Naive.Code(row.OverrideReasonKind))])),
        SlowMetric.Of("rubber-stamp", Kinds.Decisions, (_, rows, span) =>
        {
            var seconds = rows.Where(row => span.Has(row.DecidedAtUtc) && row.SuggestedSegment == row.Segment).Select(row => (double?)row.SecondsToDecide).OfType<double>().ToList();
            return [Figure.Share("at-once", seconds.Count(taken => taken < 5), seconds.Count), Figure.Percentile("seconds-p50", seconds, 0.50)];
        }),
        SlowMetric.Of("intervention-effect", Kinds.Measurements, (county, rows, span) =>
        {
            var changes = new List<(string Of, double Before, double Change)>();
            var ended = rows.Where(row => row.Of.EndedOn is { } day && span.Has(Naive.Midnight(day))).GroupBy(row => $"{row.Of.MethodCode}/{row.Measure}")
                .Select(group => Figure.Share("completed", group.Count(row => row.Of.State == InterventionState.Completed), group.Count(), ("measure", group.Key))).ToList();
            foreach (var (of, measure) in rows)
            {
                var scores = Kinds.Held(county, of).Where(each => each.MeasureCode == measure).ToList();
                if (of.State == InterventionState.Completed && of.EndedOn is { } lastDay && span.Has(Naive.Midnight(lastDay))
                    && scores.FindLast(each => each.Kind == InterventionEntryKind.MeasuredBefore)?.Score is { } before
                    && scores.FindLast(each => each.Kind == InterventionEntryKind.MeasuredAfter)?.Score is { } after)
                {
                    changes.Add(($"{of.MethodCode}/{measure}", before, scores[0].Scale!.Better == BetterScore.Higher ? after - before : before - after));
                }
            }

            return changes.GroupBy(each => each.Of).SelectMany(group =>
            {
                var (n, part) = (group.Count(), ("measure", group.Key));
                var mean = group.Sum(each => each.Change) / n;
                var middle = group.Sum(each => each.Before) / n;
                var spread = n < 2 ? 0 : Math.Sqrt(group.Sum(each => Math.Pow(each.Before - middle, 2)) / (n - 1));
                var (low, high) = Interval([.. group.Select(each => each.Change)]);
                return new[] { new Figure("mean-change", mean, n, part), new Figure("change-low", low, n, part), new Figure("change-high", high, n, part), new Figure("effect-size", spread > 0 ? mean / spread : null, n, part) };
            }).Concat(changes.Count == 0 && ended.Count > 0 ? [new Figure("mean-change", null, 0)] : []).Concat(ended);
        }),
        SlowMetric.Of("client-feedback", Kinds.Feedback, (_, rows, span) =>
        {
            var scores = rows.Where(row => span.Has(Naive.Midnight(row.AnsweredMonth))).Select(row => (double)row.Score).ToList();
            var (low, high) = Interval(scores);
            return [new Figure("mean", Naive.Mean(scores), scores.Count), new Figure("mean-low", low, scores.Count), new Figure("mean-high", high, scores.Count), Figure.Count("count", scores.Count)];
        }),
        SlowMetric.Of("recording-completeness", Kinds.Contacts, (_, rows, span) =>
        {
            var all = rows.Where(row => span.Has(row.StartedAtUtc)).ToList();
            (string Name, Func<Contact, bool> IsThere)[] fields =
            [
                ("municipality", row => row.MunicipalityCode is not null),
                ("service-language", row => row.ServiceLanguage is not null),
                ("theme", row => row.Themes.Count > 0),
                ("handling-time", row => row.HandlingTimeMinutes is not null),
                ("outcome", row => row.Outcome is not null),
            ];

            // In whole minutes, of those that somebody logged at a desk.
            var desk = all.Where(row => row.WorkerId is not null).ToList();
            var delays = desk.ConvertAll(DelayOf);
            return
            [
                Figure.Share("share", all.Count(row => fields.All(field => field.IsThere(row))), all.Count),
                .. fields.Select(field => Figure.Share(field.Name, all.Count(field.IsThere), all.Count)),
                Figure.Share("commonest-theme", all.GroupBy(row => row.MainTheme).Where(theme => theme.Key is not null).Select(theme => theme.Count()).DefaultIfEmpty().Max(), all.Count(row => row.MainTheme is not null)),
                Figure.Percentile("delay-p50", delays, 0.50),
                Figure.Share("within-a-day", delays.Count(delay => delay < 24 * 60), delays.Count),
                .. fields.Select(field => Figure.Percentile($"{field.Name}-delay-p50", desk.Where(field.IsThere).Select(DelayOf).ToList(), 0.50)),
            ];

            static double DelayOf(Contact row) => Math.Max(0, Math.Floor((row.RecordedAtUtc - row.StartedAtUtc.AddMinutes(row.HandlingTimeMinutes ?? 0)).TotalMinutes));
        }),
        SlowMetric.Of("emergency-visits", Kinds.Figures, (county, rows, span) =>
        {
            var visits = rows.Where(row => row.Series == "emergency-visits" && row.HasCatalogueDefinition && span.Holds(row.FirstDay, row.Until)).ToList();
            double? rate = null;
            var covered = 0.0;
            foreach (var month in visits.Select(row => row.FirstDay).Distinct())
            {
                var told = visits.Where(row => row.FirstDay == month && InhabitantsOf(county, row.MunicipalityCode, month) is not null).ToList();
                var people = told.Select(row => row.MunicipalityCode).Distinct().Sum(code => InhabitantsOf(county, code, month)!.Value);
                if (people == 0)
                    continue;
                rate = (rate ?? 0) + (told.Sum(row => row.Value) * 1000 / people);
                covered += told.Sum(row => row.Value);
            }

            var all = visits.Sum(row => row.Value);
            return [new Figure("count", visits.Count == 0 ? null : all, (int)all), new Figure("per-1000", rate, (int)covered), Figure.Count("months", visits.Select(row => row.FirstDay).Distinct().Count())];
        }),
        SlowMetric.Of("baseline", Kinds.Figures, (_, rows, span) => rows
            .Where(row => row.Series is not ("emergency-visits" or "inhabitants") && span.Holds(row.FirstDay, row.Until))
            .GroupBy(row => (Series: Kinds.SeriesOf(row), Name: PeriodName(row) + (row.HasCatalogueDefinition ? "" : "-other-definition")))
            .Select(group => new Figure(
                group.Key.Name,
                group.Count() == 1 || (group.Key.Series == "contacts/count" && group.Select(row => row.MunicipalityCode).Distinct().Count() == group.Count()) ? group.Sum(row => row.Value) : null,
                group.Count(),
                ("series", group.Key.Series)))),
    ];

    // How far Student's distribution reaches is tried by itself, in MeansTests.
    private static (double? Low, double? High) Interval(List<double> values)
    {
        if (values.Count < 2)
            return (null, null);
        var middle = values.Sum() / values.Count;
        var half = Means.TimesError(values.Count) * Math.Sqrt(values.Sum(value => Math.Pow(value - middle, 2)) / (values.Count - 1)) / Math.Sqrt(values.Count);
        return (middle - half, middle + half);
    }

    private static IEnumerable<Figure> SegmentEffect(SlowCounty county, IReadOnlyList<Guidance.ClientSegments.SegmentDecision> rows, Span span)
    {
        var first = rows.Where(row => county.DecisionsOfClient[row.ClientId].First() == row && span.Has(row.DecidedAtUtc) && row.DecidedAtUtc + HalfYear <= Span.Now).ToList();
        var (othersBefore, othersAfter) = (new List<GuidanceCase>(), new List<GuidanceCase>());
        if (span.HasEnds)
        {
            var middle = span.From + ((span.End - span.From) / 2);
            foreach (var each in county.Cases.Where(each => each.ClientId is { } clientId && !county.DecisionsOfClient.Contains(clientId) && middle + HalfYear <= Span.Now))
                Divide(each, middle, othersBefore, othersAfter);
        }

        foreach (var ofSegment in first.GroupBy(row => row.Segment))
        {
            var (before, after) = (new List<GuidanceCase>(), new List<GuidanceCase>());
            foreach (var row in ofSegment)
            {
                foreach (var each in county.CasesOfClient[row.ClientId])
                    Divide(each, row.DecidedAtUtc, before, after);
            }

            (string Name, Func<List<GuidanceCase>, double?> Of)[] outcomes =
            [
                ("handoffs", cases => Naive.Mean(cases.ConvertAll(each => Math.Max(0.0, county.Way(each).Count - 1)))),
                ("repeats", cases => Naive.Mean(cases.ConvertAll(each =>
                    county.Opening(each) is { } opening && county.Next(opening) is { } next && next.StartedAtUtc - each.ReceivedAtUtc <= TimeSpan.FromDays(30) ? 100.0 : 0))),
                ("lead-time", cases => Naive.Percentile(cases.Where(each => each.ClosedAtUtc is not null).Select(each => (each.ClosedAtUtc!.Value - each.ReceivedAtUtc).TotalDays), 0.5)),
            ];
            foreach (var (name, of) in outcomes)
            {
                var part = ("segment", ofSegment.Key);
                var n = Math.Min(before.Count, after.Count);
                yield return new Figure($"{name}-before", of(before), before.Count, part);
                yield return new Figure($"{name}-after", of(after), after.Count, part);
                yield return new Figure($"{name}-change", of(after) - of(before), n, part);
                yield return new Figure($"{name}-change-compared", of(after) - of(before) - (of(othersAfter) - of(othersBefore)), Math.Min(n, Math.Min(othersBefore.Count, othersAfter.Count)), part);
            }
        }

        static void Divide(GuidanceCase each, DateTime at, List<GuidanceCase> before, List<GuidanceCase> after)
        {
            if (!Naive.IsPlausible(each) || each.ReceivedAtUtc < at - HalfYear || each.ReceivedAtUtc >= at + HalfYear)
                return;
            (each.ReceivedAtUtc < at ? before : after).Add(each);
        }
    }

    private static double? InhabitantsOf(SlowCounty county, string municipality, DateOnly month) => county.Figures
        .Where(row => row.Series == "inhabitants" && row.HasCatalogueDefinition && row.MunicipalityCode == municipality && row.FirstDay <= month)
        .OrderBy(row => row.FirstDay).LastOrDefault()?.Value;

    private static string PeriodName(ImportedFigure row) => row.PeriodKind switch
    {
        FigurePeriodKind.Year => row.FirstDay.Year.ToString(CultureInfo.InvariantCulture),
        FigurePeriodKind.JanuaryToOctober => $"{row.FirstDay.Year}-01..10",
        _ => $"{row.FirstDay.Year}-{row.FirstDay.Month:D2}",
    };
}
