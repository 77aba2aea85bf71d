using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.Imports;

namespace Palveluohjaus.SyntheticCounty.Tests;

[TestClass]
public sealed class PlantedDuplicateTests
{
    private static HistoryBatch Rows => CountyUnderTest.History.Rows;

    [TestMethod]
    public void Half_a_per_cent_stand_in_the_records_twice_without_contacts_or_a_code()
    {
        var withContacts = Rows.Contacts.Select(contact => contact.ClientId).ToHashSet();
        var planted = Rows.Clients.Where(client => !withContacts.Contains(client.Id)).ToList();
        var others = Rows.Clients.Where(client => withContacts.Contains(client.Id)).ToLookup(client => (client.DateOfBirth, client.GivenName));

        // 4,000 clients at 0.5 %: 20 expected, within four standard deviations.
        Assert.IsTrue(planted.Count is >= 4 and <= 38, $"{planted.Count}");
        Assert.IsTrue(planted.All(client => client.IdentityCodeLookup is null && others[(client.DateOfBirth, client.GivenName)].Any()));
    }

    [TestMethod]
    public void No_two_clients_share_a_phone_but_for_the_planted_ones()
    {
        var withContacts = Rows.Contacts.Select(contact => contact.ClientId).ToHashSet();
        var phones = Rows.ContactDetails.Where(details => withContacts.Contains(details.ClientId)).SelectMany(details => details.Phones).ToList();

        Assert.AreEqual(phones.Count, phones.Distinct().Count());
        Assert.IsTrue(phones.All(phone => PhoneNumber.Read(phone) == phone));
    }
}
