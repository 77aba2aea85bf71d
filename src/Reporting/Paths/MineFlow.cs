using System.Runtime.InteropServices;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Paths;

/// <summary>
/// From the contact channel through the first unit to how it went, and where that was a service, to who gives it: as <see cref="MinedPaths"/> in which every case takes three
/// steps or four. So it hides what a path hides, and as the services of a step add up to it, a sector with few cases takes another with it.
/// </summary>
internal sealed class MineFlow
{
    private readonly List<(int Key, GroupedCount Counted)> _steps = [(0, new()), (0, new()), (0, new())];
    private readonly Dictionary<(FlowColumn Column, int Value), int> _numbers = [];
    private readonly Dictionary<(int From, int To), GroupedCount> _edges = [];
    private readonly List<FlowStep> _meanings = [];

    /// <summary>What a flow's steps are, by number less three.</summary>
    public IReadOnlyList<FlowStep> Meanings => _meanings;

    /// <param name="facts">The traces of their cases are read.</param>
    /// <param name="rows">The cases to look at.</param>
    /// <param name="words">What the numbers of traces stand for.</param>
    /// <param name="groupOf">The group of a row; see <see cref="MinePaths.Mine"/>.</param>
    public MinedPaths Mine(FactSnapshot facts, IEnumerable<int> rows, PathWords words, Func<int, int> groupOf)
    {
        var cases = facts.Cases;
        var sectors = SectorsOf(facts);
        var isAnySectorKnown = sectors.Values.Any(sector => sector != 0);
        var arranged = words.NumberOf(nameof(CaseEventKind.ServiceArranged));
        var channels = cases.Dimensions[Dimension.Channel];
        foreach (var row in rows)
        {
            var (unit, isArranged) = (0, false);
            ReadOnlySpan<byte> trace = cases.Trace[row];
            for (var at = 0L; EventTrace.ReadNext(ref trace, ref at, out var read);)
            {
                if (unit == 0)
                    unit = words.Same(read.Unit);
                isArranged |= read.Activity == arranged && arranged != 0;
            }

            var group = groupOf(row);
            int[] steps =
            [
                PathLog.Start,
                NumberOf(FlowColumn.Channel, channels[row]),
                NumberOf(FlowColumn.Unit, unit),
                NumberOf(FlowColumn.Outcome, (int)OutcomeOf(cases, row, isArranged)),
                .. isArranged && isAnySectorKnown ? new[] { NumberOf(FlowColumn.Sector, sectors.GetValueOrDefault(row)) } : [],
                PathLog.End,
            ];
            _steps[PathLog.Start].Counted.CountCase(row, group);
            for (var index = 1; index < steps.Length; index++)
            {
                var (from, to) = (steps[index - 1], steps[index]);
                _steps[to].Counted.CountCase(row, group);
                ref var edge = ref CollectionsMarshal.GetValueRefOrAddDefault(_edges, (from, to), out _);
                (edge ??= new GroupedCount()).CountCase(row, group);
            }
        }

        return new MinedPaths { Steps = _steps, Edges = _edges };
    }

    /// <summary>Of the service that started first in each case, for a case goes through the flow once; empty where no service is known to have started.</summary>
    private static Dictionary<int, int> SectorsOf(FactSnapshot facts)
    {
        var referrals = facts.Referrals;
        var ofReferrals = referrals.Dimensions[Dimension.Sector];
        var sectors = new Dictionary<int, int>();
        foreach (var row in referrals.AllRows.Where(row => referrals.CaseRow[row] is not null).OrderBy(row => referrals.StartedAt[row]).ThenBy(row => row))
            sectors.TryAdd(referrals.CaseRow[row]!.Value, ofReferrals[row]);
        return sectors;
    }

    private static FlowOutcome OutcomeOf(CaseTable cases, int row, bool isArranged)
    {
        if (isArranged)
            return FlowOutcome.ServiceArranged;
        if (cases.ClosedAt[row] == FactTable.Never)
            return FlowOutcome.Open;
        return cases.IsResolvedAtFirstContact[row] == true ? FlowOutcome.SolvedAtOnce : FlowOutcome.Closed;
    }

    private int NumberOf(FlowColumn column, int value)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, (column, value), out var isKnown);
        if (!isKnown)
        {
            number = _steps.Count;
            _steps.Add((0, new GroupedCount()));
            _meanings.Add(new FlowStep(column, value));
        }

        return number;
    }
}

/// <param name="Column">Where it stands.</param>
/// <param name="Value">The channel's or the sector's number in its dimension, the unit's in the trace vocabulary, or the <see cref="FlowOutcome"/>.</param>
internal readonly record struct FlowStep(FlowColumn Column, int Value);

internal enum FlowColumn
{
    Channel,
    Unit,
    Outcome,

    /// <summary>Of the service, where one was arranged.</summary>
    Sector,
}

internal enum FlowOutcome
{
    /// <summary>One contact opened and closed it.</summary>
    SolvedAtOnce,

    /// <summary>A service was arranged, whether the case is closed or not.</summary>
    ServiceArranged,

    /// <summary>Closed otherwise.</summary>
    Closed,
    Open,
}
