namespace Palveluohjaus.Reporting.PowerBi.Contract;

// What the product says to Power BI's REST API and reads from it, in the API's own names. Of each only what is used.

/// <summary>The wrapper of a list: the API's Groups, Datasets, Tables, Pages.</summary>
internal sealed record Many<T>
{
    public required IReadOnlyList<T> Value { get; init; }
}

/// <summary>A workspace.</summary>
internal sealed record Group
{
    public required Guid Id { get; init; }
    public string? Name { get; init; }
    public bool IsOnDedicatedCapacity { get; init; }

    /// <summary>True of one in which nothing may be changed.</summary>
    public bool IsReadOnly { get; init; }
}

internal sealed record Dataset
{
    public required string Id { get; init; }
    public string? Name { get; init; }

    /// <summary>True of a push dataset.</summary>
    public bool AddRowsApiEnabled { get; init; }

    public bool IsEffectiveIdentityRequired { get; init; }
    public bool IsEffectiveIdentityRolesRequired { get; init; }
}

internal sealed record CreateDatasetRequest
{
    public const string Push = nameof(Push);

    public required string Name { get; init; }
    public required IReadOnlyList<Table> Tables { get; init; }
    public IReadOnlyList<Relationship>? Relationships { get; init; }
    public string DefaultMode { get; init; } = Push;
}

internal sealed record Table
{
    public required string Name { get; init; }

    /// <summary>Always said; the service leaves them out of some of its answers.</summary>
    public IReadOnlyList<Column>? Columns { get; init; }

    public IReadOnlyList<Measure>? Measures { get; init; }
    public bool? IsHidden { get; init; }
}

internal sealed record Column
{
    public required string Name { get; init; }
    public required string DataType { get; init; }
    public string? FormatString { get; init; }
    public string? SortByColumn { get; init; }
    public bool? IsHidden { get; init; }

    /// <summary>The aggregate of a column that is dragged into a figure as it is.</summary>
    public string? SummarizeBy { get; init; }
}

internal sealed record Measure
{
    public required string Name { get; init; }
    public required string Expression { get; init; }
    public string? FormatString { get; init; }
    public string? Description { get; init; }
    public bool? IsHidden { get; init; }
}

internal sealed record Relationship
{
    public required string Name { get; init; }
    public required string FromTable { get; init; }
    public required string FromColumn { get; init; }
    public required string ToTable { get; init; }
    public required string ToColumn { get; init; }
}

internal sealed record Report
{
    public required Guid Id { get; init; }
    public string? Name { get; init; }

    /// <summary>Null of a paginated report.</summary>
    public string? DatasetId { get; init; }

    public string? EmbedUrl { get; init; }
}

internal sealed record Page
{
    public string? Name { get; init; }
    public string? DisplayName { get; init; }
    public int Order { get; init; }
}

internal sealed record GenerateTokenRequestV2
{
    public required IReadOnlyList<GenerateTokenRequestV2Dataset> Datasets { get; init; }
    public required IReadOnlyList<GenerateTokenRequestV2Report> Reports { get; init; }
    public IReadOnlyList<EffectiveIdentity>? Identities { get; init; }
    public int? LifetimeInMinutes { get; init; }
}

internal sealed record GenerateTokenRequestV2Dataset(string Id);

internal sealed record GenerateTokenRequestV2Report(Guid Id);

/// <summary>For whom the rows of a dataset are limited, and by which of its roles.</summary>
internal sealed record EffectiveIdentity
{
    public required string Username { get; init; }
    public IReadOnlyList<string>? Roles { get; init; }
    public IReadOnlyList<string>? Datasets { get; init; }
    public string? CustomData { get; init; }
}

internal sealed record EmbedToken
{
    public required string Token { get; init; }
    public required Guid TokenId { get; init; }
    public required DateTimeOffset Expiration { get; init; }

    // The token must not follow it into a log.
    public override string ToString() => nameof(EmbedToken);
}
