namespace Palveluohjaus.Segmentation.Tables;

/// <summary>What a column of a labelled file is there for.</summary>
internal enum ColumnRole
{
    /// <summary>A feature, whose kind its values decide.</summary>
    Feature,

    /// <summary>A feature that the user says is a number.</summary>
    Number,

    /// <summary>A feature that the user says is a category.</summary>
    Category,

    Label,

    Group,

    Dropped,
}

/// <summary>Finds each heading's role in the user's options.</summary>
internal static class ColumnRoles
{
    /// <exception cref="TableRefusedException">A column asked for is not there, or is asked to be two things at once.</exception>
    public static ColumnRole[] Of(CsvRows csv, CsvTableOptions options)
    {
        var roles = new ColumnRole[csv.Headings.Count];
        Give(csv, roles, [options.Label], ColumnRole.Label, "label column (--label)");
        Give(csv, roles, options.GroupColumns, ColumnRole.Group, "group column (--group)");
        Give(csv, roles, options.DropColumns, ColumnRole.Dropped, "column to leave out (--drop)");
        Give(csv, roles, options.NumberColumns, ColumnRole.Number, "column of numbers (--number)");
        Give(csv, roles, options.CategoryColumns, ColumnRole.Category, "column of categories (--category)");
        if (roles.Length == 1)
        {
            throw csv.RefuseFile(
                $"only the column {ShownText.Quote(csv.Headings[0])} was found, divided by {ShownText.Quote(csv.Delimiter)}. Say what divides the values (--delimiter).");
        }

        if (!roles.Any(role => role is ColumnRole.Feature or ColumnRole.Number or ColumnRole.Category))
            throw csv.RefuseFile("no column is left to learn from. Drop fewer.");
        return roles;
    }

    private static void Give(CsvRows csv, ColumnRole[] roles, IReadOnlyList<string> headings, ColumnRole role, string what)
    {
        foreach (var heading in headings)
        {
            var column = csv.Require(heading, what);
            if (roles[column] != ColumnRole.Feature && roles[column] != role)
                throw csv.RefuseFile($"the column {ShownText.Quote(heading)} is wanted both as {Name(roles[column])} and as {Name(role)}. Choose one.");
            roles[column] = role;
        }
    }

    private static string Name(ColumnRole role) => role switch
    {
        ColumnRole.Feature => "a feature",
        ColumnRole.Number => "a number (--number)",
        ColumnRole.Category => "a category (--category)",
        ColumnRole.Label => "the label (--label)",
        ColumnRole.Group => "a group (--group)",
        ColumnRole.Dropped => "left out (--drop)",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
