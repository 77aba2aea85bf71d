using System.Net.Http.Headers;
using System.Net.Http.Json;
using Palveluohjaus.Reporting.PowerBi.Contract;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>
/// The operations of Power BI's REST API that the product uses, each under the name that the API's description gives it, in the county's workspace. What goes
/// wrong comes out as a <see cref="PowerBiFaultException"/>.
/// </summary>
/// <param name="connection">What sends.</param>
/// <param name="groupId">The workspace.</param>
/// <param name="mostAttempts">One for a reader who waits: they are told at once, and how long the service asks to wait.</param>
internal sealed class PowerBiClient(PowerBiConnection connection, Guid groupId, int mostAttempts = PowerBiRequest.UsualAttempts)
{
    private const string Root = "v1.0/myorg";
    private readonly string _group = $"{Root}/groups/{groupId}";

    /// <summary>How far the service's clock was before ours when it last answered; null before it has.</summary>
    public TimeSpan? ClockAhead => connection.ClockAhead;

    /// <summary>Asks the directory for a token, and Power BI for nothing.</summary>
    public Task SignInAsync(CancellationToken cancellationToken) => connection.SignInAsync(cancellationToken);

    public Task<Group> GetGroupAsync(CancellationToken cancellationToken) =>
        connection.SendAsync<Group>(new PowerBiRequest(HttpMethod.Get, _group) { NotFound = PowerBiFault.WorkspaceNotFound }, cancellationToken);

    public async Task<IReadOnlyList<Dataset>> GetDatasetsInGroupAsync(CancellationToken cancellationToken) =>
        (await connection.SendAsync<Many<Dataset>>(new PowerBiRequest(HttpMethod.Get, $"{_group}/datasets") { NotFound = PowerBiFault.WorkspaceNotFound, MostAttempts = mostAttempts }, cancellationToken)).Value;

    /// <summary>Not sent twice by itself: the service lets two datasets of one name be.</summary>
    public Task<Dataset> PostDatasetInGroupAsync(CreateDatasetRequest dataset, CancellationToken cancellationToken) =>
        connection.SendAsync<Dataset>(
            new PowerBiRequest(HttpMethod.Post, $"{_group}/datasets?defaultRetentionPolicy=None") { MakeContent = ContentOf(dataset), NotFound = PowerBiFault.WorkspaceNotFound, IsRepeatable = false },
            cancellationToken);

    public Task DeleteDatasetInGroupAsync(string datasetId, CancellationToken cancellationToken) =>
        connection.SendAsync(new PowerBiRequest(HttpMethod.Delete, Of(datasetId)) { NotFound = PowerBiFault.DatasetGone }, cancellationToken);

    public async Task<IReadOnlyList<Table>> GetTablesInGroupAsync(string datasetId, CancellationToken cancellationToken) =>
        (await connection.SendAsync<Many<Table>>(new PowerBiRequest(HttpMethod.Get, $"{Of(datasetId)}/tables") { NotFound = PowerBiFault.DatasetGone }, cancellationToken)).Value;

    public Task PutTableInGroupAsync(string datasetId, Table table, CancellationToken cancellationToken) =>
        connection.SendAsync(new PowerBiRequest(HttpMethod.Put, Of(datasetId, table.Name)) { MakeContent = ContentOf(table), NotFound = PowerBiFault.DatasetGone }, cancellationToken);

    /// <summary>Not sent twice by itself: rows that came in once would be there twice.</summary>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="table">One of its tables.</param>
    /// <param name="rows">A <c>PostRowsRequest</c>, in UTF-8.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task PostRowsInGroupAsync(string datasetId, string table, ReadOnlyMemory<byte> rows, CancellationToken cancellationToken) =>
        connection.SendAsync(
            new PowerBiRequest(HttpMethod.Post, $"{Of(datasetId, table)}/rows") { MakeContent = () => JsonOf(rows), NotFound = PowerBiFault.DatasetGone, IsRepeatable = false },
            cancellationToken);

    /// <summary>Sends a dataset no rows at all: whoever may not fill it is refused. One that nobody has does for whom there is none yet, where the service looks at rights first.</summary>
    /// <returns>False when the service refuses for want of rights.</returns>
    public async Task<bool> MayPostRowsInGroupAsync(string? datasetId, string table, CancellationToken cancellationToken)
    {
        try
        {
            await PostRowsInGroupAsync(datasetId ?? Guid.NewGuid().ToString(), table, "{\"rows\":[]}"u8.ToArray(), cancellationToken);
            return true;
        }
        catch (PowerBiFaultException fault) when (fault.Fault is PowerBiFault.NotAllowed)
        {
            return false;
        }
        catch (PowerBiFaultException fault) when (fault.Fault is PowerBiFault.DatasetGone or PowerBiFault.RequestRefused)
        {
            return true;
        }
    }

    /// <summary>All rows of the table.</summary>
    public Task DeleteRowsInGroupAsync(string datasetId, string table, CancellationToken cancellationToken) =>
        connection.SendAsync(new PowerBiRequest(HttpMethod.Delete, $"{Of(datasetId, table)}/rows") { NotFound = PowerBiFault.DatasetGone }, cancellationToken);

    public Task<Report> GetReportInGroupAsync(Guid reportId, CancellationToken cancellationToken) =>
        connection.SendAsync<Report>(new PowerBiRequest(HttpMethod.Get, $"{_group}/reports/{reportId}") { NotFound = PowerBiFault.ReportNotFound, MostAttempts = mostAttempts }, cancellationToken);

    public async Task<IReadOnlyList<Page>> GetPagesInGroupAsync(Guid reportId, CancellationToken cancellationToken) =>
        (await connection.SendAsync<Many<Page>>(new PowerBiRequest(HttpMethod.Get, $"{_group}/reports/{reportId}/pages") { NotFound = PowerBiFault.ReportNotFound, MostAttempts = mostAttempts }, cancellationToken)).Value;

    /// <summary>For a reader who waits: asked for once.</summary>
    /// <returns>The token, and how long it is good for by the service's own clock.</returns>
    public async Task<(EmbedToken Token, TimeSpan GoodFor)> GenerateTokenAsync(GenerateTokenRequestV2 request, CancellationToken cancellationToken)
    {
        var (token, at) = await connection.SendDatedAsync<EmbedToken>(
            new PowerBiRequest(HttpMethod.Post, $"{Root}/GenerateToken") { MakeContent = ContentOf(request), NotFound = PowerBiFault.ReportNotFound, MostAttempts = 1 },
            cancellationToken);
        return (token, token.Expiration - at);
    }

    private string Of(string datasetId) => $"{_group}/datasets/{Uri.EscapeDataString(datasetId)}";

    private string Of(string datasetId, string table) => $"{Of(datasetId)}/tables/{Uri.EscapeDataString(table)}";

    private static Func<HttpContent> ContentOf<T>(T body) => () => JsonContent.Create(body, options: PowerBiConnection.Json);

    private static ReadOnlyMemoryContent JsonOf(ReadOnlyMemory<byte> body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
}
