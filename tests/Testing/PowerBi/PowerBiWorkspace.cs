using System.Text.Json;

namespace Palveluohjaus.Testing.PowerBi;

/// <summary>The county's workspace in the memory of the enforcing server, and what its operations do.</summary>
public sealed class PowerBiWorkspace(TimeProvider clock)
{
    private static readonly TimeSpan LongestEmbedToken = TimeSpan.FromHours(1);
    private readonly Lock _guard = new();
    private int _pending;

    public Guid Id { get; } = new("f3a0c9d2-5b1e-4c77-8f19-6b0d8a4e2c35");

    public PowerBiRights Rights { get; set; } = PowerBiRights.Contributor;

    public List<PushedDataset> Datasets { get; } = [];

    public List<WorkspaceReport> Reports { get; } = [];

    /// <summary>Every embed token that was given, the latest last.</summary>
    public List<GivenEmbedToken> EmbedTokens { get; } = [];

    /// <summary>False keeps digests of rows only.</summary>
    public bool KeepsRows { get; set; } = true;

    /// <summary>False leaves the columns out of the tables it tells of, as the service may.</summary>
    public bool TellsColumns { get; set; } = true;

    /// <summary>Where browsers load its reports from.</summary>
    public Uri EmbedUrl { get; set; } = PowerBiServer.EmbedUrl;

    /// <summary>How many requests were refused for coming too soon.</summary>
    public int Throttled { get; private set; }

    /// <summary>How long embed tokens live where nobody asks for less.</summary>
    public TimeSpan EmbedTokenLifetime { get; set; } = LongestEmbedToken;

    /// <returns>How long a token goes on opening a report; null when it does not.</returns>
    public TimeSpan? FindEmbedToken(string token, Guid report)
    {
        lock (_guard)
            return EmbedTokens.Find(each => each.Token == token && each.Reports.Contains(report))?.ExpiresAt - clock.GetUtcNow() is { } left && left > TimeSpan.Zero ? left : null;
    }

    public PushedDataset Dataset(string name) => Datasets.Single(dataset => dataset.Name == name);

    internal Answered Do(string operation, IReadOnlyDictionary<string, string> gaps, JsonElement? body)
    {
        if (gaps.TryGetValue("groupId", out var group) && Guid.Parse(group) != Id)
            return Answered.Error(404, "PowerBIEntityNotFound");
        if (Rights == PowerBiRights.None)
            return Answered.Error(403, "PowerBINotAuthorizedException");
        if (Rights == PowerBiRights.Viewer && operation is not ("Groups_GetGroup" or "Datasets_GetDatasetsInGroup" or "Datasets_GetTablesInGroup" or "Reports_GetReportInGroup" or "Reports_GetPagesInGroup"))
            return Answered.Error(403, "PowerBINotAuthorizedException");

        if (operation != "Datasets_PostRowsInGroup")
        {
            lock (_guard)
                return DoInTurn(operation, gaps, body);
        }

        try
        {
            if (Interlocked.Increment(ref _pending) > 5)
                return Throttle(1);
            lock (_guard)
                return DoInTurn(operation, gaps, body);
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }

    private Answered DoInTurn(string operation, IReadOnlyDictionary<string, string> gaps, JsonElement? body) => operation switch
    {
        "Groups_GetGroup" => new Answered(200, new { id = Id, name = "Palveluohjaus", isOnDedicatedCapacity = true, isReadOnly = false }),
        "Datasets_GetDatasetsInGroup" => new Answered(200, new { value = Datasets.ConvertAll(Tell) }),
        "Datasets_PostDatasetInGroup" => Create(body!.Value),
        "EmbedToken_GenerateToken" => Give(body!.Value),
        _ when gaps.TryGetValue("reportId", out var report) => Reports.Find(each => each.Id == Guid.Parse(report)) is { } found ? DoWith(found, operation) : Answered.Error(404, "PowerBIEntityNotFound"),
        _ when gaps.TryGetValue("datasetId", out var id) => Datasets.Find(each => each.Id == id) is { } found ? DoWith(found, operation, gaps, body) : Answered.Error(404, "PowerBIEntityNotFound"),
        _ => Answered.Wrong($"{operation} is not played by this server"),
    };

    private Answered Create(JsonElement request)
    {
        var made = new PushedDataset { Name = request.GetProperty("name").GetString()!, KeepsRows = KeepsRows };
        if (made.Create(request) is { } fault)
            return Answered.Wrong(fault);
        Datasets.Add(made);
        return new Answered(201, Tell(made));
    }

    private Answered DoWith(PushedDataset dataset, string operation, IReadOnlyDictionary<string, string> gaps, JsonElement? body)
    {
        if (operation == "Datasets_DeleteDatasetInGroup")
        {
            Datasets.Remove(dataset);

            // As the service does: what was built on it goes with it.
            Reports.RemoveAll(report => report.DatasetId == dataset.Id);
            return new Answered(200, null);
        }

        if (!dataset.IsPush)
            return Answered.Error(400, "DatasetIsNotPushDataset");
        if (operation == "Datasets_GetTablesInGroup")
            return new Answered(200, new { value = dataset.Tables.Values.Select(table => TellsColumns ? (object)table.Schema : new { name = table.Schema.GetProperty("name"), columns = Array.Empty<object>() }) });
        if (!dataset.Tables.TryGetValue(gaps["tableName"], out var found))
            return Answered.Error(404, "TableNotFound");
        switch (operation)
        {
            case "Datasets_PutTableInGroup":
                return dataset.Put(gaps["tableName"], body!.Value) is not null ? Answered.Error(400, "InvalidTableSchema") : new Answered(200, dataset.Tables[gaps["tableName"]].Schema);
            case "Datasets_DeleteRowsInGroup":
                found.Empty();
                return new Answered(200, null);
            case "Datasets_PostRowsInGroup":
                var rows = body!.Value.GetProperty("rows");
                if (dataset.FindWait(gaps["tableName"], rows.GetArrayLength(), clock.GetUtcNow()) is { } seconds)
                    return Throttle(seconds);
                return dataset.Push(gaps["tableName"], rows) is { } fault ? Answered.Wrong(fault) : new Answered(200, null);
            default:
                return Answered.Wrong($"{operation} is not played by this server");
        }
    }

    private Answered DoWith(WorkspaceReport report, string operation) => operation switch
    {
        "Reports_GetReportInGroup" when report.DatasetId is null => new Answered(200, new { id = report.Id, name = report.Name, reportType = "PaginatedReport", embedUrl = new Uri(EmbedUrl, $"rdlEmbed?reportId={report.Id}&groupId={Id}") }),
        "Reports_GetReportInGroup" => new Answered(200, new { id = report.Id, name = report.Name, datasetId = report.DatasetId, reportType = "PowerBIReport", embedUrl = new Uri(EmbedUrl, $"reportEmbed?reportId={report.Id}&groupId={Id}") }),
        "Reports_GetPagesInGroup" => new Answered(200, new { value = report.Pages.Select((page, order) => new { name = page, displayName = page, order }) }),
        _ => Answered.Wrong($"{operation} is not played by this server"),
    };

    private Answered Give(JsonElement request)
    {
        var reports = request.GetProperty("reports").EnumerateArray().Select(each => each.GetProperty("id").GetGuid()).ToList();
        var datasets = request.GetProperty("datasets").EnumerateArray().Select(each => each.GetProperty("id").GetString()!).ToList();
        if (reports.Any(id => Reports.All(report => report.Id != id)) || datasets.Any(id => Datasets.All(dataset => dataset.Id != id)))
            return Answered.Error(404, "PowerBIEntityNotFound");
        var identities = request.TryGetProperty("identities", out var given) ? given.EnumerateArray().Select(each => each.Clone()).ToList() : [];
        foreach (var identity in identities)
        {
            var (username, roles) = (identity.GetProperty("username").GetString()!, identity.TryGetProperty("roles", out var named) ? named.EnumerateArray().Select(role => role.GetString()!).ToList() : []);
            if (username.Length is 0 or > 256 || username.Contains(' ', StringComparison.Ordinal) || username.Any(letter => !char.IsAscii(letter)))
                return Answered.Wrong("an effective identity's name is not as the service takes it");
            if (roles.Count > 50 || roles.Any(role => role.Length is 0 or > 50 || role.Contains(',', StringComparison.Ordinal)))
                return Answered.Wrong("an effective identity's roles are not as the service takes them");
        }

        // "Creating embed token for accessing dataset … requires effective identity to be provided", and the opposite.
        if (Datasets.Any(dataset => datasets.Contains(dataset.Id) && dataset.HasRoles != identities.Exists(identity => Names(identity, "datasets", dataset.Id) && identity.TryGetProperty("roles", out _))))
            return Answered.Error(400, "InvalidRequest");
        var lifetime = request.TryGetProperty("lifetimeInMinutes", out var minutes) && minutes.GetInt32() is > 0 and var shorter && TimeSpan.FromMinutes(shorter) < EmbedTokenLifetime ? TimeSpan.FromMinutes(shorter) : EmbedTokenLifetime;
        var token = new GivenEmbedToken($"embed-{Guid.NewGuid():N}", clock.GetUtcNow() + lifetime, reports, datasets, identities);
        EmbedTokens.Add(token);
        return new Answered(200, new { token = token.Token, tokenId = Guid.NewGuid(), expiration = token.ExpiresAt });
    }

    private static bool Names(JsonElement identity, string property, string value) => identity.TryGetProperty(property, out var all) && all.EnumerateArray().Any(each => each.GetString() == value);

    private Answered Throttle(int seconds)
    {
        Throttled++;
        return Answered.Error(429, "TooManyRequests") with { RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture) };
    }

    private static object Tell(PushedDataset dataset) => new { id = dataset.Id, name = dataset.Name, addRowsAPIEnabled = dataset.IsPush, IsRefreshable = false, IsEffectiveIdentityRequired = dataset.HasRoles, IsEffectiveIdentityRolesRequired = dataset.HasRoles };
}

public enum PowerBiRights
{
    None,
    Viewer,
    Contributor,
}

/// <param name="Name">As people read it.</param>
/// <param name="DatasetId">What it shows; null of a paginated one.</param>
/// <param name="Pages">Their names.</param>
public sealed record WorkspaceReport(string Name, string? DatasetId, IReadOnlyList<string> Pages)
{
    public Guid Id { get; init; } = Guid.NewGuid();
}

/// <param name="Token">As the browser shows it.</param>
/// <param name="ExpiresAt">By the server's clock.</param>
/// <param name="Reports">What it opens.</param>
/// <param name="Datasets">What they show.</param>
/// <param name="Identities">As they were asked for.</param>
public sealed record GivenEmbedToken(string Token, DateTimeOffset ExpiresAt, IReadOnlyList<Guid> Reports, IReadOnlyList<string> Datasets, IReadOnlyList<JsonElement> Identities);

/// <param name="Status">Of HTTP.</param>
/// <param name="Body">Null for none.</param>
internal sealed record Answered(int Status, object? Body)
{
    public string? RetryAfter { get; init; }

    /// <summary>In what the product did wrong; null when it did nothing wrong.</summary>
    public string? Violation { get; init; }

    public static Answered Error(int status, string code) => new(status, new { error = new { code } });

    /// <summary>Something that the service would not take, and that no test wants to be sent.</summary>
    public static Answered Wrong(string what) => Error(500, "Violation") with { Violation = what };
}
