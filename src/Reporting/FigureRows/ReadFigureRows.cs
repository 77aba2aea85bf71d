using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Workbench;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;
using Palveluohjaus.Reporting.Paths;
using Palveluohjaus.Reporting.Storage;

namespace Palveluohjaus.Reporting.FigureRows;

/// <summary>Reads the list behind a figure: which rows, from the facts; what they are, from the front line as it is now.</summary>
public sealed class ReadFigureRows(
    ShownFacts shownFacts, GuidanceReads guidance, ReportingDbContext reporting, DashboardDays days, FindFigureRows find, BuildPaths paths, ReadListedCases listedCases, DashboardWords words)
{
    public const int PageSize = 50;

    /// <param name="query">The address's fields; anything may stand there.</param>
    /// <param name="actor">Who reads. Rows of units where they do not work are neither listed nor counted.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<FigureRowsView> ReadAsync(IQueryCollection query, Actor actor, CancellationToken cancellationToken)
    {
        var facts = await shownFacts.GetAsync(cancellationToken);
        var names = await DashboardNames.ReadAsync(guidance, cancellationToken);
        var filter = DashboardFilter.Parse(query.ToDictionary(field => field.Key, field => field.Value.ToString()), names, days.Today, days.FirstDay(facts));
        var metric = MetricCatalogue.Find(query[FigureRowsAddress.MetricField].ToString());
        var view = new FigureRowsView { Metric = metric?.Definition, Filter = filter, Names = names, Updated = words.Updated(facts.RefreshedAtUtc), Problem = null };
        if (metric is null)
            return view with { Problem = FigureRowsProblem.NoSuchMetric };
        if (!metric.HasRows)
            return view with { Problem = FigureRowsProblem.NoList };
        if (facts.RefreshedAtUtc is null)
            return view with { Problem = FigureRowsProblem.NeverRefreshed };
        var (part, isPartIgnored) = PartOf(query, metric.TableOf(facts), filter);
        view = view with { Part = part, IsPartIgnored = isPartIgnored };

        var ownUnits = await OwnUnits.ReadCodesAsync(guidance, actor, cancellationToken);
        if (ownUnits.Count == 0)
            return view with { Problem = FigureRowsProblem.NoUnit };
        if (filter.UnitCode is { } asked && !ownUnits.Contains(asked))
            return view with { Problem = FigureRowsProblem.OtherUnit };

        FoundRows found;
        if (query[FigureRowsAddress.PathField].ToString() is { Length: > 0 } path && metric.Definition.Id == PathKeys.Listed.Metric)
        {
            var taken = paths.FindRows(facts, names, filter, path, ownUnits);
            found = taken.Rows;
            view = view with { Path = path, PathName = taken.Name, Part = null, IsPartIgnored = isPartIgnored || part is not null };
        }
        else
        {
            found = find.Find(facts, metric, query[FigureRowsAddress.StatisticField].ToString(), filter, part, ownUnits);
        }

        view = view with { Statistic = found.Statistic, Units = found.Units, LeavesUnitsOut = found.LeavesUnitsOut };
        if (found.Rows.Count == 0)
            return view with { Problem = found.Units.Count == 0 ? FigureRowsProblem.Hidden : FigureRowsProblem.Empty };

        var page = Math.Min(WorkbenchAddresses.ReadPage(query[FigureRowsAddress.PageField].ToString()), (found.Rows.Count + PageSize - 1) / PageSize);
        var shown = found.Rows.Skip((page - 1) * PageSize).Take(PageSize).ToList();
        var rows = await ReadRowsAsync(facts, metric, shown, actor, cancellationToken);
        return view with
        {
            Page = page,
            Rows = new Cut<FigureRow>(rows, found.Rows.Count),
            RemovedOnPage = shown.Count - rows.Count,
            HasOwnTime = metric.TableOf(facts) is not CaseTable,
            HasPart = shown.Any(row => row.IsPart is not null),
            HasDays = rows.Any(row => row.Days is not null),
        };
    }

    /// <returns>No part, and whether one was asked for that the rows do not know, or that stands in the filter already: units are the reader's own.</returns>
    private static (RowPart? Part, bool IsIgnored) PartOf(IQueryCollection query, FactTable table, DashboardFilter filter)
    {
        var (by, code) = (query[FigureRowsAddress.ByField].ToString(), query[FigureRowsAddress.CodeField].ToString());
        if (by.Length == 0)
            return (null, false);
        return Codes.Find<Dimension>(by) is { } dimension && dimension != Dimension.Unit && !filter.Only.ContainsKey(dimension) && table.Dimensions.TryGetValue(dimension, out var column) && (code == MetricValue.NotKnown || column.NumberOf(code) is not null)
            ? (new RowPart(dimension, code), false)
            : (null, true);
    }

    private async Task<List<FigureRow>> ReadRowsAsync(FactSnapshot facts, Metric metric, List<(int Row, bool? IsPart)> shown, Actor actor, CancellationToken cancellationToken)
    {
        var table = metric.TableOf(facts);
        var cases = await FindCasesAsync(table, shown.ConvertAll(row => row.Row), facts.Version, cancellationToken);
        var listed = await listedCases.ReadAsync([.. cases.Values.OfType<Guid>().Distinct()], AuditReasons.FigureRows, actor, cancellationToken);
        var (units, segments) = (table.Dimensions[Dimension.Unit], table.Dimensions[Dimension.Segment]);
        var daysOf = metric is IMeasureRows measures && metric.Definition.Units == Units.Days
            ? measures.ValuesOf(new FactSlice(facts, shown.ConvertAll(row => row.Row), long.MinValue, long.MaxValue, long.MaxValue)).ToDictionary(each => each.Row, each => each.Value)
            : [];
        var rows = new List<FigureRow>();
        foreach (var (row, isPart) in shown)
        {
            // The facts are of the latest refresh: what was removed since is passed over.
            if (!cases.TryGetValue(row, out var caseId) || (caseId is { } known && !listed.ContainsKey(known)))
                continue;
            rows.Add(new FigureRow(AtOf(table, row), caseId is { } id ? listed[id] : null, units.ValueOf(units[row])!, segments.ValueOf(segments[row]), isPart, daysOf.TryGetValue(row, out var own) ? own : null));
        }

        return rows;
    }

    private static DateTime? AtOf(FactTable table, int row)
    {
        var instant = table switch
        {
            CaseTable cases => cases.ReceivedAt[row],
            ContactTable contacts => contacts.StartedAt[row],
            DecisionTable decisions => decisions.DecidedAt[row],
            ReferralTable referrals => referrals.MadeAt[row],
            InterventionTable interventions => interventions.EndedAt[row],
            _ => throw new ArgumentException($"Rows of {table.GetType().Name} cannot be listed.", nameof(table)),
        };
        return instant == FactTable.Never ? null : new DateTime(instant, DateTimeKind.Utc);
    }

    /// <summary>The case of each row whose fact is there still; null for one that has none.</summary>
    private async Task<Dictionary<int, Guid?>> FindCasesAsync(FactTable table, List<int> rows, long version, CancellationToken cancellationToken)
    {
        // Facts that were numbered anew meanwhile are others under the same numbers: the next look shows them.
        if (await reporting.RefreshStates.AsNoTracking().AnyAsync(state => state.RebuiltAtVersion > version, cancellationToken))
            return [];
        switch (table)
        {
            case CaseTable:
                return await reporting.CaseFacts.Where(fact => rows.Contains(fact.Number)).Select(fact => new { fact.Number, fact.CaseId }).ToDictionaryAsync(fact => fact.Number, fact => (Guid?)fact.CaseId, cancellationToken);
            case ContactTable:
                return await reporting.ContactFacts.Where(fact => rows.Contains(fact.Number)).Select(fact => new { fact.Number, fact.CaseId }).ToDictionaryAsync(fact => fact.Number, fact => (Guid?)fact.CaseId, cancellationToken);
            case ReferralTable:
                return await reporting.ReferralFacts.Where(fact => rows.Contains(fact.Number)).Select(fact => new { fact.Number, fact.CaseId }).ToDictionaryAsync(fact => fact.Number, fact => (Guid?)fact.CaseId, cancellationToken);
            case DecisionTable:
                var decisions = await reporting.SegmentFacts.Where(fact => rows.Contains(fact.Number)).Select(fact => new { fact.Number, fact.Sequence }).ToDictionaryAsync(fact => fact.Number, fact => fact.Sequence, cancellationToken);
                var sequences = decisions.Values.ToList();
                var caseOfDecision = await guidance.SegmentDecisions.Where(decision => sequences.Contains(decision.Sequence)).ToDictionaryAsync(decision => decision.Sequence, decision => decision.CaseId, cancellationToken);
                return decisions.Where(decision => caseOfDecision.ContainsKey(decision.Value)).ToDictionary(decision => decision.Key, decision => caseOfDecision[decision.Value]);
            case InterventionTable:
                var interventions = await reporting.InterventionFacts.Where(fact => rows.Contains(fact.Number)).Select(fact => new { fact.Number, fact.InterventionId }).ToDictionaryAsync(fact => fact.Number, fact => fact.InterventionId, cancellationToken);
                var ids = interventions.Values.ToList();
                var caseOfIntervention = await guidance.Interventions.Where(intervention => ids.Contains(intervention.Id)).ToDictionaryAsync(intervention => intervention.Id, intervention => intervention.CaseId, cancellationToken);
                return interventions.Where(intervention => caseOfIntervention.ContainsKey(intervention.Value)).ToDictionary(intervention => intervention.Key, intervention => caseOfIntervention[intervention.Value]);
            default:
                throw new ArgumentException($"Rows of {table.GetType().Name} cannot be listed.", nameof(table));
        }
    }
}
