using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.Tests.Facts;

[TestClass]
public sealed class ContactFactTests
{
    [TestMethod]
    public void A_contact_of_which_nothing_was_recorded_has_room_on_a_server()
    {
        var all = Enum.GetValues<ContactFields>().Aggregate((fields, field) => fields | field).ToString();

        // A server refuses what is longer than its column, and with it the whole refresh; files take anything.
        Assert.IsLessThanOrEqualTo(ContactFact.MissingMaxLength, all.Length, all);
    }
}
