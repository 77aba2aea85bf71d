namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>
/// The tables, relationships and measures that managers meet in Power BI. The push dataset and the project folder are both written from this, so that a report
/// reads the same from either. Names are invariant; what people read is in the texts, in each language.
/// </summary>
/// <param name="Tables">In an order in which a table stands after those it refers to.</param>
public sealed record SemanticModel(IReadOnlyList<ModelTable> Tables, IReadOnlyList<ModelRelationship> Relationships, IReadOnlyList<ModelRole> Roles)
{
    public ModelTable Find(string table) => Tables.Single(each => each.Name == table);
}

/// <param name="Name">Of letters only, as DAX writes it without quotes.</param>
public sealed record ModelTable(string Name, IReadOnlyList<ModelColumn> Columns, IReadOnlyList<ModelMeasure> Measures);

/// <param name="Name">Of letters only.</param>
public sealed record ModelColumn(string Name, ModelDataType DataType)
{
    /// <summary>Power BI's own, as <c>0.0</c>; null where the type's usual one will do.</summary>
    public string? FormatString { get; init; }

    /// <summary>Keys and sums that only measures read.</summary>
    public bool IsHidden { get; init; }

    public bool IsKey { get; init; }

    /// <summary>The column of the same table that orders this one.</summary>
    public string? SortByColumn { get; init; }
}

#pragma warning disable CA1720 // Power BI's own names.
/// <summary>The types that both push datasets and TMDL have.</summary>
#pragma warning disable CA1720 // The names are the service's own.
public enum ModelDataType
{
    String,
    Int64,
    Double,
    Boolean,
    DateTime,
}
#pragma warning restore CA1720

/// <param name="Expression">DAX.</param>
/// <param name="TextKey">Of its name and description in the texts.</param>
public sealed record ModelMeasure(string Name, string Expression, string TextKey)
{
    public string? FormatString { get; init; }

    /// <summary>Of its name alone, where that is not <see cref="TextKey"/>'s.</summary>
    public string? NameTextKey { get; init; }

    /// <summary>Which of the metric's figures it is, in the texts; null where the name says it all.</summary>
    public string? PartTextKey { get; init; }

    /// <summary>For other measures to read.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>Many rows of one table to one of another.</summary>
public sealed record ModelRelationship(string Name, string FromTable, string FromColumn, string ToTable, string ToColumn);

/// <summary>Rows a reader may see.</summary>
/// <param name="FilterExpression">DAX, true for those rows of the table.</param>
public sealed record ModelRole(string Name, string Table, string FilterExpression);
