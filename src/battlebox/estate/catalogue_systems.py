"""The 49 kinds of system usually behind a council's services, as a table.

Law: one line a kind; every figure is a working value that a council replaces with its own; needs run without a circle.
Not here: what the columns mean (catalogue.py), how they become an estate (template.py), products: a kind names none.
"""

from typing import Final

SYSTEM_LINES: Final = """
net | Council network: LAN, WAN/SD-WAN, Wi-Fi | 0 on-prem network | 48 0 0 |
dns | DNS, DHCP, time (NTP) | 0 on-prem network | 72 0 0 | net
fw | Perimeter firewalls and site-to-site/partner links | 0 on-prem network | 72 0 0 | net
swg | Internet gateway / secure web gateway | 1 on-prem network | 72 0 0 | net fw dns
ad | On-premises directory and certificates (Active Directory) | 0 on-prem servers | 120 0 0 | net dns
entra | Cloud identity, single sign-on, MFA | 0 cloud cloud | 48 0 0 | ~ad
vmhost | Virtual servers and storage | 0 on-prem servers | 72 0 0 | net ~ad
backup | Backup and recovery service | 0 on-prem vault | 72 0 0 | net vmhost
edr | Endpoint detection, logging, SIEM/SOC | 1 cloud cloud | 48 0 0 | ~swg
euc | Staff devices and device management | 1 on-prem devices | 240 0 0 | entra ~ad ~swg
vpn | Remote access (VPN / zero-trust access) | 1 on-prem network | 72 0 0 | fw swg entra
m365 | Email, Teams, SharePoint, OneDrive | 1 cloud cloud | 48 100000 0.2 | entra ~ad ~swg
files | File shares and print | 1 on-prem servers | 72 100000 0.3 | vmhost ad dns
tel | Telephony / switchboard | 1 cloud cloud | 48 0 0 | ~net ~entra
cc | Contact-centre software (queues, IVR, recording) | 2 cloud cloud | 48 50000 0.1 | tel ~crm ~entra
integ | Integration layer, data warehouse, file transfer | 1 on-prem servers | 72 150000 0.2 | vmhost ad dns ~swg
edrms | Document management / scanned post | 1 on-prem servers | 72 150000 0.2 | vmhost ad ~m365
gis | Mapping and address gazetteer (LLPG/GIS) | 1 on-prem servers | 72 0 0 | vmhost ad
web | Public website (CMS) | 3 cloud public | 24 0 0 |
forms | Online forms, My Account, CRM | 3 cloud public | 24 120000 0.1 | entra ~crm ~integ
crm | Customer record (CRM) | 2 cloud cloud | 48 150000 0.05 | entra ~integ
pay | Online/phone/kiosk card payments (payment gateway) | 2 cloud public | 48 0 0 | ~income
income | Income management (cash posting) | 2 cloud cloud | 48 120000 0 | ~erp ~integ
erp | Finance ledger, purchasing, HR/payroll (ERP) | 2 cloud cloud | 240 12000 0.1 | entra ~integ ~ad
bacs | Bank file submission (Bacs/Faster Payments) | 2 on-prem servers | 168 0 0 | euc ~erp ~rb ~asc ~hsg
asc | Adult social care case management | 2 cloud cloud | 240 30000 0.9 | entra ~ad ~integ ~edrms
csc | Children's social care case management | 2 cloud cloud | 240 15000 0.9 | entra ~ad ~integ ~edrms
edu | Education, admissions and SEND records | 2 on-prem servers | 168 60000 0.3 | vmhost ad ~integ
rb | Revenues and benefits | 2 on-prem servers | 240 150000 0.2 | vmhost ad dns ~edrms ~integ ~bacs ~dwp
dwp | Government data feeds (DWP Searchlight, ATLAS, HMRC) | 2 supplier - | 48 0 0 | fw ~rb
hsg | Housing management and rents | 2 on-prem servers | 240 40000 0.2 | vmhost ad ~integ ~income
hreg | Housing register, homelessness casework, lettings | 2 cloud cloud | 48 10000 0.6 | entra ~hsg
repairs | Repairs scheduling and job tickets | 2 cloud cloud | 48 30000 0.2 | hsg ~tel ~gis
telecare | Telecare alarm receiving centre | 2 on-prem control | 72 6000 0.9 | tel net ~asc
plan | Planning, building control, land charges | 2 on-prem servers | 168 60000 0 | vmhost ad gis ~edrms ~web
envh | Environmental health and licensing | 2 on-prem servers | 168 15000 0.1 | vmhost ad ~gis ~pay
regs | Registration of births and deaths (national), certificates | 2 supplier - | 48 20000 0.1 | euc ~pay
elect | Electoral management system | 2 on-prem servers | 168 150000 0.02 | vmhost ad ~gis
waste | Waste rounds and in-cab system | 2 cloud cloud | 48 0 0 | entra ~gis ~crm
hwy | Highways asset and works orders | 2 cloud cloud | 48 0 0 | entra ~gis ~crm
light | Street-light central management | 2 cloud cloud | 48 0 0 | ~hwy
park | Parking permits and penalty notices | 2 cloud cloud | 48 60000 0.05 | ~pay
lib | Library management | 2 cloud cloud | 48 60000 0 | ~ad
bereav | Cemetery and cremation records | 2 on-prem servers | 168 20000 0.1 | vmhost ad ~pay
cctv | Public-space CCTV and control room | 2 on-prem control | 168 0 0 | net
cmte | Committee papers and decisions | 2 cloud cloud | 48 0 0 | entra ~web
legal | Legal case management | 2 on-prem servers | 168 5000 0.7 | vmhost ad ~m365
notify | Mass messages to residents/staff (text, email, letter) | 3 supplier public | 24 0 0 |
status | Off-estate status page and out-of-band chat | 3 supplier - | 24 0 0 |
"""
"""`id | name | tier hosting segment | hours-to-rebuild people-on-record share-sensitive | systems`.

Tier: 0 foundation, 1 platform, 2 line of business, 3 public face. Systems: plain it cannot run without, `~` runs worse.
"""
