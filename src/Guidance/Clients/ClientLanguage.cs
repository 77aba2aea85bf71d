using System.Globalization;
using Palveluohjaus.Web.Layout;

namespace Palveluohjaus.Guidance.Clients;

/// <summary>In which language a client is written to, whatever the page's.</summary>
internal static class ClientLanguage
{
    extension(ServiceLanguage language)
    {
        /// <summary>English for those who are served in a language of their own.</summary>
        public CultureInfo Culture => language switch
        {
            ServiceLanguage.Finnish => Languages.Finnish,
            ServiceLanguage.Swedish => Languages.Swedish,
            _ => Languages.English,
        };
    }
}
