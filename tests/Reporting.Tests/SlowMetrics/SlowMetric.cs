using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.Feedback;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.Services.Referrals;
using Palveluohjaus.Reporting.ImportedFigures;

namespace Palveluohjaus.Reporting.Tests.SlowMetrics;

/// <summary>A metric of the catalogue computed once more, from the rows of the front line and the words of its definition.</summary>
internal abstract record SlowMetric(string Id)
{
    /// <summary>What it can be divided by.</summary>
    public abstract IEnumerable<string> Dimensions { get; }

    /// <param name="county">Its rows.</param>
    /// <param name="span">The period.</param>
    /// <param name="by">A dimension; null for the whole county.</param>
    public abstract IEnumerable<SlowAnswer> Answer(SlowCounty county, Span span, string? by);

    public static SlowMetric Of<TRow>(string id, Kind<TRow> kind, Func<SlowCounty, IReadOnlyList<TRow>, Span, IEnumerable<Figure>> compute) => new Counted<TRow>(id, kind, compute);

    private sealed record Counted<TRow>(string Id, Kind<TRow> Kind, Func<SlowCounty, IReadOnlyList<TRow>, Span, IEnumerable<Figure>> Compute) : SlowMetric(Id)
    {
        public override IEnumerable<string> Dimensions => Kind.Dimensions.Keys;

        public override IEnumerable<SlowAnswer> Answer(SlowCounty county, Span span, string? by)
        {
            var rows = Kind.Rows(county);
            if (by is null)
                return Compute(county, rows, span).Select(figure => new SlowAnswer(null, figure));
            var code = Kind.Dimensions[by];
            return rows.GroupBy(row => code(county, row) ?? "not-known").SelectMany(group => Compute(county, [.. group], span).Select(figure => new SlowAnswer(group.Key, figure)));
        }
    }
}

/// <param name="Group">The code of the dimension that was asked for.</param>
/// <param name="Figure">Of the rows that have it.</param>
internal sealed record SlowAnswer(string? Group, Figure Figure);

/// <param name="Statistic">Which of the metric's figures.</param>
/// <param name="Value">Null when it rests on nothing.</param>
/// <param name="N">How many rows it rests on.</param>
/// <param name="Part">Which part of the whole, where the metric divides itself.</param>
internal sealed record Figure(string Statistic, double? Value, int N, (string Dimension, string Code)? Part = null)
{
    public static Figure Count(string statistic, int count, (string, string)? part = null) => new(statistic, count, count, part);

    public static Figure Share(string statistic, int some, int all, (string, string)? part = null) => new(statistic, all == 0 ? null : some * 100.0 / all, all, part);

    public static Figure Percentile(string statistic, IReadOnlyCollection<double> values, double share) => new(statistic, Naive.Percentile(values, share), values.Count);

    /// <summary>How a whole divides.</summary>
    public static IEnumerable<Figure> Mix(string dimension, IReadOnlyCollection<string?> codes) => codes.GroupBy(code => code ?? "not-known")
        .SelectMany(group => new[] { Count("count", group.Count(), (dimension, group.Key)), Share("share", group.Count(), codes.Count, (dimension, group.Key)) });
}

/// <summary>A period, and the moment of asking.</summary>
internal sealed record Span(DateOnly? FromDay, DateOnly? ToDay)
{
    public DateTime From => FromDay is { } day ? Naive.Midnight(day) : DateTime.MinValue;

    public DateTime To => ToDay is { } day ? Naive.Midnight(day) : DateTime.MaxValue;

    public static DateTime Now => SlowCounty.NowUtc;

    /// <summary>When open work is counted.</summary>
    public DateTime End => To < Now ? To : Now;

    public bool HasEnds => FromDay is not null && ToDay is not null;

    /// <summary>Whether all of a time of whole days lies in it.</summary>
    public bool Holds(DateOnly first, DateOnly until) => (FromDay is not { } from || first >= from) && (ToDay is not { } to || until <= to);

    public bool Has(DateTime? instant) => instant is { } at && at >= From && at < To;
}

/// <summary>What is counted, and what it can be divided by.</summary>
internal sealed record Kind<TRow>(Func<SlowCounty, IReadOnlyList<TRow>> Rows, Dictionary<string, Func<SlowCounty, TRow, string?>> Dimensions);

internal static class Kinds
{
    public static Kind<GuidanceCase> Cases { get; } = new(county => county.Cases, new()
    {
        ["source"] = (_, row) => row.Source,
        ["municipality"] = (_, row) => row.MunicipalityCode,
        ["unit"] = (county, row) => county.UnitCode(row.ResponsibleUnitId),
        ["channel"] = (_, row) => row.Channel.Code(),
        ["language"] = (_, row) => Naive.Code(row.ServiceLanguage),
        ["life-stage"] = (_, row) => Naive.Code(row.LifeStage),
        ["age-band"] = (county, row) => Naive.AgeBand(county.ClientOf(row.ClientId), row.ReceivedAtUtc),
        ["segment"] = (county, row) => county.SegmentOf(row.ClientId),
        ["theme"] = (_, row) => Naive.Code(row.Theme),
    });

    public static Kind<Contact> Contacts { get; } = new(county => county.Contacts, new()
    {
        ["source"] = (county, row) => county.CaseOfId[row.CaseId].Source,
        ["municipality"] = (_, row) => row.MunicipalityCode,
        ["unit"] = (county, row) => county.UnitCode(row.UnitId),
        ["channel"] = (_, row) => row.Channel.Code(),
        ["language"] = (_, row) => Naive.Code(row.ServiceLanguage),
        ["client-language"] = (county, row) => Naive.Code(county.ClientOf(row.ClientId)?.ServiceLanguage),
        ["life-stage"] = (county, row) => Naive.Code(county.CaseOfId[row.CaseId].LifeStage),
        ["age-band"] = (county, row) => Naive.AgeBand(county.ClientOf(row.ClientId), row.StartedAtUtc),
        ["segment"] = (county, row) => county.SegmentOf(row.ClientId),
        ["theme"] = (_, row) => Naive.Code(row.MainTheme),
    });

    public static Kind<SegmentDecision> Decisions { get; } = new(county => county.Decisions, new()
    {
        ["municipality"] = (county, row) => county.Clients[row.ClientId].MunicipalityCode,
        ["unit"] = (county, row) => row.CaseId is { } caseId ? county.UnitCode(county.CaseOfId[caseId].ResponsibleUnitId) : null,
        ["language"] = (county, row) => Naive.Code<ServiceLanguage>(county.Clients[row.ClientId].ServiceLanguage),
        ["life-stage"] = (county, row) => Naive.LifeStage(county.Clients[row.ClientId], Naive.Day(row.DecidedAtUtc)),
        ["age-band"] = (county, row) => Naive.AgeBand(county.Clients[row.ClientId], row.DecidedAtUtc),
        ["segment"] = (_, row) => row.Segment,
        ["override-reason"] = (_, row) => Naive.Code(row.OverrideReasonKind),
    });

    public static Kind<Referral> Referrals { get; } = new(county => county.Referrals, new()
    {
        ["source"] = (county, row) => county.CaseOfId[row.CaseId].Source,
        ["municipality"] = (county, row) => county.CaseOfId[row.CaseId].MunicipalityCode,
        ["unit"] = (county, row) => county.UnitCode(row.UnitId),
        ["language"] = (county, row) => Naive.Code(county.CaseOfId[row.CaseId].ServiceLanguage),
        ["life-stage"] = (county, row) => Naive.Code(county.CaseOfId[row.CaseId].LifeStage),
        ["age-band"] = (county, row) => Naive.AgeBand(county.ClientOf(county.CaseOfId[row.CaseId].ClientId), row.MadeAtUtc),
        ["segment"] = (county, row) => county.SegmentOf(county.CaseOfId[row.CaseId].ClientId),
        ["theme"] = (county, row) => Naive.Code(county.CaseOfId[row.CaseId].Theme),
        ["sector"] = (county, row) => Naive.Code<Palveluohjaus.Guidance.Services.ServiceSector>(county.Services[row.ServiceId].Sector),
    });

    /// <summary>An intervention and one of the measures it was measured with.</summary>
    public static Kind<(Intervention Of, string Measure)> Measurements { get; } = new(
        county => [.. county.Interventions.SelectMany(of => Held(county, of).Select(each => each.MeasureCode).OfType<string>().Distinct().Select(measure => (of, measure)))],
        new()
        {
            ["municipality"] = (county, row) => county.Clients[row.Of.ClientId].MunicipalityCode,
            ["unit"] = (county, row) => county.UnitCode(row.Of.UnitId),
            ["language"] = (county, row) => Naive.Code<ServiceLanguage>(county.Clients[row.Of.ClientId].ServiceLanguage),
            ["life-stage"] = (county, row) => Naive.LifeStage(county.Clients[row.Of.ClientId], row.Of.StartedOn),
            ["age-band"] = (county, row) => Naive.AgeBand(county.Clients[row.Of.ClientId], row.Of.StartedOn),
            ["segment"] = (county, row) => county.SegmentOf(row.Of.ClientId),
            ["method"] = (_, row) => row.Of.MethodCode,
            ["measure"] = (_, row) => row.Measure,
        });

    public static Kind<ImportedFigure> Figures { get; } = new(county => county.Figures, new()
    {
        ["source"] = (_, row) => row.Source,
        ["municipality"] = (_, row) => row.MunicipalityCode,
        ["series"] = (_, row) => SeriesOf(row),
    });

    public static string SeriesOf(ImportedFigure row) => row.Series is "emergency-visits" or "inhabitants" ? row.Series : $"{row.Series}/{row.Statistic}";

    public static Kind<FeedbackAnswer> Feedback { get; } = new(county => county.Feedback, new()
    {
        ["unit"] = (county, row) => county.UnitCode(row.UnitId),
        ["channel"] = (_, row) => row.Channel.Code(),
    });

    /// <summary>A client, and from when to when they had two or more services, all through with or all through without a responsible worker.</summary>
    public static Kind<(Guid ClientId, DateTime From, DateTime Until, bool IsCovered)> Coverage { get; } = new(AllCoverage, new()
    {
        ["municipality"] = (county, row) => county.Clients[row.ClientId].MunicipalityCode,
        ["language"] = (county, row) => Naive.Code<ServiceLanguage>(county.Clients[row.ClientId].ServiceLanguage),
        ["life-stage"] = (county, row) => Naive.LifeStage(county.Clients[row.ClientId], Naive.Day(row.From)),
        ["age-band"] = (county, row) => Naive.AgeBand(county.Clients[row.ClientId], row.From),
        ["segment"] = (county, row) => county.SegmentOf(row.ClientId),
    });

    public static List<InterventionEntry> Held(SlowCounty county, Intervention of)
    {
        var all = county.EntriesOfIntervention[of.Id].OrderBy(each => each.Sequence).ToList();
        return all.Where(each => each.TakesBack is null && all.TrueForAll(other => other.TakesBack != each.Sequence)).ToList();
    }

    private static List<(Guid, DateTime, DateTime, bool)> AllCoverage(SlowCounty county)
    {
        var times = new List<(Guid, DateTime, DateTime, bool)>();
        foreach (var clientId in county.Clients.Keys)
        {
            // Nothing can change but at one of these.
            var turns = county.CasesOfClient[clientId].SelectMany(of => county.EventsOfCase[of.Id].Select(each => each.OccurredAtUtc)
                    .Concat(of.ClosedAtUtc is { } closed ? [closed] : [])
                    .Concat(county.ReferralsOfCase[of.Id].SelectMany(each => county.StepsOfReferral[each.Id]).Select(each => each.OccurredAtUtc)))
                .Concat(county.ResponsibleOfClient[clientId].SelectMany(each => each.UntilUtc is { } until ? new[] { each.FromUtc, until } : [each.FromUtc]))
                .Distinct().Order().ToList();
            var states = turns.ConvertAll(turn => county.Coverage(clientId, turn));
            for (var turn = 0; turn < turns.Count; turn++)
            {
                if (states[turn] is not { } isCovered || (turn > 0 && states[turn - 1] == isCovered))
                    continue;
                var end = states.FindIndex(turn, state => state != isCovered);
                times.Add((clientId, turns[turn], end < 0 ? DateTime.MaxValue : turns[end], isCovered));
            }
        }

        return times;
    }
}
