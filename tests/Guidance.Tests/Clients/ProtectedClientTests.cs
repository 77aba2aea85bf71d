using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Guidance.Tests.Clients;

[TestClass]
[TestCategory("database")]
public sealed class ProtectedClientTests : IDisposable
{
    private static readonly string[] Secrets = ["902", "358500000936", "0500000936", "mira@example.invalid", "Piilokuja", "99999", "Piilola", "Pirkko", "soita vain", "Aino"];

    private static readonly ClientToSave Mira = ClientDesk.Helmi with
    {
        GivenName = "Mira", FamilyName = "Lehtovaara", DateOfBirth = "2.3.1991", IsProtected = true, MunicipalityCode = "902", Phones = ["050 000 0936"],
        Email = "mira@example.invalid", StreetAddress = "Piilokuja 3", PostalCode = "99999", Place = "Piilola", ContactWishes = "soita vain aamulla",
    };

    private readonly ClientDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [TestMethod]
    public async Task Nothing_that_is_read_without_the_right_tells_where_they_are_or_who_is_close()
    {
        var (mira, aino) = await FillAsync();
        await using var guidance = _desk.Open();
        var twin = Mira with { FamilyName = "Lehtovara", IsProtected = false, MunicipalityCode = "901" };
        object?[] shown =
        [
            await _desk.SearchAsync("lehtovaara"),
            await _desk.SearchAsync("lehtovara 2.3.1991"),
            await _desk.SearchAsync("2.3.1991"),
            await _desk.Search(guidance).ReadAsync(mira, ClientDesk.Worker, ClientDesk.Reason, CancellationToken.None),
            await _desk.ReadAsync(mira),
            await new FindDuplicates(guidance, ClientDesk.Vault, _desk.Clock).OfAsync(mira, DetailsRight.OrdinaryOnly, ClientDesk.Worker, ClientDesk.Reason, CancellationToken.None),
            await new FindDuplicates(guidance, ClientDesk.Vault, _desk.Clock).ListAsync(10, DetailsRight.OrdinaryOnly, ClientDesk.Worker, ClientDesk.Reason, CancellationToken.None),
            await _desk.CreateAsync(twin),
            await guidance.AuditEntries.AsNoTracking().ToListAsync(),
            (await _desk.ReadAsync(aino)).Reach!.CloseOnes,
        ];

        foreach (var (view, index) in shown.Select((view, index) => (view, index)))
        {
            var written = JsonSerializer.Serialize(view, view!.GetType()) + view;
            Assert.IsEmpty(Secrets.Where(secret => written.Contains(secret, StringComparison.Ordinal)), $"view {index}");
        }

        // Seen from the close one, too, the relation stays hidden.
        Assert.IsEmpty((await _desk.ReadAsync(aino)).Reach!.CloseOnes);
        Assert.IsNull((await _desk.ReadAsync(mira)).Reach);
    }

    [TestMethod]
    public async Task With_the_right_everything_is_read_and_the_audit_says_so()
    {
        var (mira, aino) = await FillAsync();

        var reach = (await _desk.ReadAsync(mira, DetailsRight.ProtectedToo)).Reach!;

        Assert.AreEqual(("902", "+358500000936", "Piilokuja 3"), (reach.MunicipalityCode, reach.Phones.Single(), reach.StreetAddress));
        CollectionAssert.AreEquivalent(new[] { ("Pirkko Lehtovaara", RelationKind.Parent), ("Aino Salmi", RelationKind.Child) }, reach.CloseOnes.Select(one => (one.Name, one.Kind)).ToArray());
        Assert.AreEqual(RelationKind.Parent, (await _desk.ReadAsync(aino, DetailsRight.ProtectedToo)).Reach!.CloseOnes.Single().Kind);
        await using var guidance = _desk.Open();
        Assert.IsTrue(await guidance.AuditEntries.AnyAsync(entry => entry.ClientId == mira && entry.Reason!.Contains(nameof(ProtectedDetails))));
    }

    [TestMethod]
    public async Task A_shared_protected_phone_is_no_ground_for_a_duplicate()
    {
        await FillAsync();

        Assert.IsInstanceOfType<CreateClientResult.Created>(await _desk.CreateAsync(ClientDesk.Helmi with { Phones = ["050 000 0936"] }));
    }

    [TestMethod]
    public async Task Who_has_no_right_changes_other_fields_without_wiping_the_hidden_ones()
    {
        var (mira, _) = await FillAsync();

        var result = (UpdateClientResult.Updated)await _desk.UpdateAsync(mira, 0, new ClientToSave
        {
            GivenName = "Mira", FamilyName = "Lehtola", DateOfBirth = "2.3.1991", Sex = Sex.Female, ServiceLanguage = ServiceLanguage.Finnish,
        });

        CollectionAssert.AreEqual((string[])["FamilyName"], result.Fields.ToArray());
        var read = await _desk.ReadAsync(mira, DetailsRight.ProtectedToo);
        Assert.AreEqual((true, "902", "Piilokuja 3"), (read.IsProtected, read.Reach!.MunicipalityCode, read.Reach.StreetAddress));
    }

    [TestMethod]
    public void Only_these_types_hold_how_a_client_is_reached_and_none_of_them_prints_it()
    {
        string[] words = ["Phone", "Email", "StreetAddress", "PostalCode", "ContactWishes", "OutsiderName"];
        var holders = typeof(Client).Assembly.GetTypes()
            // A unit and a service are reached as offices are.
            .Where(type => type.Name is not ("Unit" or "UnitToSave" or "UnitView" or "GuidanceService" or "ServiceContent" or "ServiceBody" or "ServiceView"))
            .Where(type => !type.Name.Contains('<', StringComparison.Ordinal) && type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Any(property => words.Any(word => property.Name.Contains(word, StringComparison.Ordinal))))
            .ToList();

        // Identity's base class gives an account an e-mail address and a phone number, which are neither asked for nor stored.
        CollectionAssert.AreEquivalent(
            (string[])["Account", "CountedAccounts", "ClientContactDetails", "ClientRelation", "ProtectedDetails", "CloseOne", "ClientToSave", "CheckedClient", "RelationToAdd", "ClientQuery", "Sought", "ClientBody", "RelationBody", "RelationFormText", "RemoteReception", "RemoteReceptionForm", "RemoteReceptionToPlan", "SenderDetails", "ReceivedSenderBody", "OwedCall"],
            holders.Select(type => type.Name).ToArray(),
            string.Join(", ", holders.Select(type => type.Name)));
        foreach (var type in holders)
        {
            var print = type.GetMethod(nameof(ToString), BindingFlags.Instance | BindingFlags.Public, [])!;
            Assert.IsNull(print.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>(), $"{type.Name} prints its fields.");
        }
    }

    [TestMethod]
    public void Contact_details_and_relations_are_read_in_the_clients_folder_only()
    {
        var source = Path.Combine(SharedData.FindRepository(), "src");
        string[] doors = [Path.Combine("Guidance", "Clients"), Path.Combine("Guidance", "Imports"), Path.Combine("Guidance", "Retention"), Path.Combine("Guidance", "Storage", "Migrations"), "SyntheticCounty"];
        var offenders = Directory.EnumerateFiles(source, "*.*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
            .Where(path => !doors.Any(door => path.StartsWith(Path.Combine(source, door), StringComparison.Ordinal)))
            .Where(path => File.ReadAllText(path) is var text && (text.Contains("ClientContactDetails", StringComparison.Ordinal) || text.Contains("ClientRelation", StringComparison.Ordinal)));

        Assert.IsEmpty(offenders);
    }

    private async Task<(Guid Mira, Guid Aino)> FillAsync()
    {
        var mira = await _desk.CreatedAsync(Mira);
        var aino = await _desk.CreatedAsync(ClientDesk.Helmi with { GivenName = "Aino", FamilyName = "Salmi", DateOfBirth = "1.1.2015", Phones = [] });
        await using var guidance = _desk.Open();
        var relate = new RelateClients(guidance, _desk.Clock);
        foreach (var relation in (RelationToAdd[])
            [
                new() { ClientId = mira, OutsiderName = "Pirkko Lehtovaara", OutsiderPhone = "0500000001", Kind = RelationKind.Parent },
                new() { ClientId = mira, RelatedClientId = aino, Kind = RelationKind.Child },
            ])
            Assert.IsEmpty(await relate.AddAsync(relation, ClientDesk.Worker, ClientDesk.Reason, CancellationToken.None));
        return (mira, aino);
    }
}
