using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.FigureRows;

/// <summary>
/// Where the lists behind the figures of a page are, for a reader who may open them: of a whole figure, of a number in its table, of a path. What is hidden has
/// none, nor has another's unit; and a list, once opened, is shut again where its length would tell what pages hide.
/// </summary>
/// <param name="filter">What the page is limited to.</param>
/// <param name="ownUnits">Codes of the units where the reader works.</param>
public sealed class FigureLists(DashboardFilter filter, IReadOnlySet<string> ownUnits)
{
    /// <returns>Null where there is no list for the reader.</returns>
    public string? Of(ListedFigure listed) => Of(listed, []);

    /// <summary>The list behind a whole figure.</summary>
    public string? Of(DashboardFigure figure) => Of(figure.Listed);

    /// <summary>The list behind a number of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="row">One of its rows.</param>
    /// <param name="cell">Which of the row's cells, counted from 0 after the name.</param>
    public string? Of(DashboardTable table, DashboardRow row, int cell)
    {
        if (row.Path is not null)
            return cell == 0 ? OfPath(row) : null;
        var listed = cell == 0 && row.List is not null ? row.List : table.Lists.ElementAtOrDefault(cell);
        // A count of nought has no rows; a share or a time of nought may have many.
        return listed is not null && row.Cells[cell] is { State: MetricState.Ok, Number: not null, Text: not "0" } ? Of(listed, row.Parts) : null;
    }

    /// <summary>The cases of a move, a path or a round: those that came in the period.</summary>
    public string? OfPath(DashboardRow row) => row.Path is { } path && row.Cells[0].State == MetricState.Ok && MayList(filter) ? FigureRowsAddress.Of(Paths.PathKeys.Listed, filter, null, path, page: 1) : null;

    private string? Of(ListedFigure listed, IReadOnlyList<RowPart> parts)
    {
        var (limited, other) = (filter, (RowPart?)null);
        foreach (var part in parts)
        {
            var free = Limit(limited, part.Limit, MetricValue.NotKnown)!;
            if (part.Code != MetricValue.NotKnown && Limit(free, part.Dimension, part.Code) is { } known)
                limited = known;
            // The address has room for one part that the filter does not know.
            else if (other is not null)
                return null;
            else
                (limited, other) = (free, part);
        }

        return MayList(limited) && other is not { Dimension: Dimension.Unit } ? FigureRowsAddress.For(listed.Metric, listed.Statistic, limited, other) : null;
    }

    private bool MayList(DashboardFilter limited) => limited.UnitCode is null || ownUnits.Contains(limited.UnitCode);

    /// <returns>Null where the filter has no such limit, or no such code on it; with what is not known, the filter without the limit.</returns>
    private static DashboardFilter? Limit(DashboardFilter limited, Dimension dimension, string code)
    {
        var known = code == MetricValue.NotKnown ? null : code;
        return dimension switch
        {
            Dimension.Municipality => limited with { MunicipalityCode = known },
            Dimension.Unit => limited with { UnitCode = known },
            Dimension.LifeStage when known is null || Codes.Find<LifeStage>(known) is not null => limited with { LifeStage = known is null ? null : Codes.Find<LifeStage>(known) },
            Dimension.Language when known is null || Codes.Find<ServiceLanguage>(known) is not null => limited with { Language = known is null ? null : Codes.Find<ServiceLanguage>(known) },
            _ => known is null ? limited : null,
        };
    }
}
