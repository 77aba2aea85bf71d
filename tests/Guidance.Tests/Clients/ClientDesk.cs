using Microsoft.AspNetCore.DataProtection;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage.Keys;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Clients;

/// <summary>A desk where clients are searched and recorded, on 17.3.2026.</summary>
internal sealed class ClientDesk : IDisposable
{
    public const string Reason = "Client page";

    public static readonly Actor Worker = new("w001");
    public static readonly IdentityCodeVault Vault = OpenVault();
    private readonly TestDatabase _database = new();

    public ClientDesk()
    {
        using var guidance = Open();
        guidance.Add(Municipality("901", "Suviranta"));
        guidance.Add(Municipality("902", "Piilopaikka"));
        guidance.SaveChanges();
    }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 3, 17, 8, 42, 0, TimeSpan.Zero));

    public static ClientToSave Helmi { get; } = new()
    {
        GivenName = "Helmi",
        FamilyName = "Kuusisaari",
        DateOfBirth = "14.5.1947",
        Sex = Sex.Female,
        MunicipalityCode = "901",
        ServiceLanguage = ServiceLanguage.Finnish,
        Phones = ["050 000 0914"],
    };

    public void Dispose() => _database.Dispose();

    public TestDatabase Database => _database;

    public GuidanceDbContext Open() => _database.OpenGuidance();

    public async Task<CreateClientResult> CreateAsync(ClientToSave data, params Guid[] notTheseClients)
    {
        await using var guidance = Open();
        return await new CreateClient(guidance, Check(guidance), new FindDuplicates(guidance, Vault, Clock), new ClientIndex(guidance), Vault, new ClientGrounds(guidance, Clock), Clock)
            .CreateAsync(new ClientToCreate { Data = data, NotTheseClients = notTheseClients, Right = DetailsRight.OrdinaryOnly }, Worker, Reason, CancellationToken.None);
    }

    public async Task<Guid> CreatedAsync(ClientToSave data, params Guid[] notTheseClients) => await CreateAsync(data, notTheseClients) switch
    {
        CreateClientResult.Created created => created.ClientId,
        CreateClientResult.Refused refused => throw new AssertFailedException(string.Join(", ", refused.Problems)),
        CreateClientResult.DuplicatesFound found => throw new AssertFailedException($"{found.Duplicates.Count} duplicates"),
        var other => throw new AssertFailedException(other.ToString()),
    };

    public async Task<UpdateClientResult> UpdateAsync(Guid clientId, int version, ClientToSave data, DetailsRight right = DetailsRight.OrdinaryOnly)
    {
        await using var guidance = Open();
        return await new UpdateClient(guidance, Check(guidance), new ClientIndex(guidance), Vault, Clock)
            .UpdateAsync(new ClientToUpdate { ClientId = clientId, Version = version, Data = data, Right = right }, Worker, Reason, CancellationToken.None);
    }

    public async Task<ClientHits> SearchAsync(string text, DetailsRight right = DetailsRight.OrdinaryOnly)
    {
        await using var guidance = Open();
        return await Search(guidance).FindAsync(text, right, Worker, Reason, CancellationToken.None);
    }

    public async Task<string> NamesAsync(string text) => string.Join(", ", (await SearchAsync(text)).Clients.Select(client => client.Name));

    public async Task<ClientDetails> ReadAsync(Guid clientId, DetailsRight right = DetailsRight.OrdinaryOnly)
    {
        await using var guidance = Open();
        return (await new ReadClient(guidance, Vault, Clock).ReadAsync(clientId, right, Worker, Reason, CancellationToken.None))!;
    }

    public async Task<MergeClientsResult> MergeAsync(Guid survivorId, Guid mergedId)
    {
        await using var guidance = Open();
        return await new MergeClients(guidance, new ClientIndex(guidance), Clock).MergeAsync(survivorId, mergedId, Worker, Reason, CancellationToken.None);
    }

    public async Task<MergeClientsResult> UndoAsync(Guid mergeId)
    {
        await using var guidance = Open();
        return await new MergeClients(guidance, new ClientIndex(guidance), Clock).UndoAsync(mergeId, Worker, Reason, CancellationToken.None);
    }

    public SearchClients Search(GuidanceDbContext guidance) => new(guidance, Vault, CountyCalendar.Helsinki, Clock);

    private CheckClient Check(GuidanceDbContext guidance) => new(guidance, CountyCalendar.Helsinki, Clock);

    private static Municipality Municipality(string code, string name) =>
        new() { Code = code, NameFi = name, NameSv = name, LanguageStatus = MunicipalityLanguageStatus.Finnish, Population = 1, PopulationYear = 2024 };

    private static IdentityCodeVault OpenVault()
    {
        var folder = Directory.CreateTempSubdirectory("palveluohjaus-test-");
        try
        {
            return IdentityCodeVault.Open(ProductKeys.InFiles(new EphemeralDataProtectionProvider(), folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
