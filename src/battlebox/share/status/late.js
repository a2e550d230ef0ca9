(function(){
var due=document.getElementById("due"),main=document.getElementById("main");
function look(){
if(document.getElementById("late")||!(Date.now()>Date.parse(due.getAttribute("datetime"))))return;
var said=document.createElement("p");
said.id="late";said.setAttribute("role","alert");said.textContent=due.getAttribute("data-late");
main.insertBefore(said,main.firstChild);
}
look();setInterval(look,20000);
})();
